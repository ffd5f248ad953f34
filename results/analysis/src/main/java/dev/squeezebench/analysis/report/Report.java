package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Saved records as tables and charts show them.
 *
 * @param relativeTo workload that speed-ups are relative to; absent when nothing was measured
 * @param sections one for each machine
 * @param warnings about the files and the report itself
 */
public record Report(Optional<String> relativeTo, List<Section> sections, List<Warning> warnings) {
    public Report {
        sections = Collections.unmodifiableList(new ArrayList<>(sections));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /**
     * Report of the records.
     *
     * @param records of one or more runs, merged
     * @param relativeTo workload that speed-ups are relative to; absent for the runs' own setting {@code relative_to},
     *     else bert-base-uncased, else the first workload
     * @param fileWarnings what the reader had to say
     */
    public static Report of(
            List<? extends ResultRecord> records, Optional<String> relativeTo, List<Warning> fileWarnings) {
        return new ReportBuilder(records, relativeTo, fileWarnings).build();
    }

    /** All rows of all sections. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Section section : sections) {
            for (Group group : section.groups()) {
                rows.addAll(group.rows());
            }
        }
        return rows;
    }

    /** The speed-ups as they are saved in {@code comparisons.jsonl}. */
    public List<Comparison> comparisons(Instant at) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Row row : rows()) {
            row.speedUp().ifPresent(speedUp -> comparisons.add(speedUp.toComparison(at)));
        }
        return comparisons;
    }
}
