package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Saved records as tables and charts show them.
 *
 * @param sections one for each machine
 * @param warnings about the files and the report itself
 */
public record Report(List<Section> sections, List<Warning> warnings) {
    public Report {
        sections = Collections.unmodifiableList(new ArrayList<>(sections));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /**
     * Report of the records.
     *
     * @param records of one or more runs, merged
     * @param relativeTo what speed-ups are relative to, as in {@link RelativeTo}; absent for each section's own choice: the runs' setting
     *     {@code relative_to}, else bert-base-uncased, else bert-tiny, else the first workload
     * @param fileWarnings what the reader had to say
     */
    public static Report of(
            List<? extends ResultRecord> records, Optional<String> relativeTo, List<Warning> fileWarnings) {
        return new ReportBuilder(records, relativeTo, fileWarnings).build();
    }

    /** What the first section's speed-ups are relative to; absent when nothing was measured. */
    public Optional<RelativeTo> relativeTo() {
        return sections.stream().findFirst().map(Section::baseline);
    }

    /** All rows of all sections. */
    public List<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream()).toList();
    }

    /** What people read, as text or Markdown. */
    public List<Block> blocks() {
        return new ReportBlocks(this, true).blocks();
    }

    /** The same without {@link #claims}. */
    public List<Block> tables() {
        return new ReportBlocks(this, false).blocks();
    }

    /** What the figures of each machine say about these claims, about every one. */
    public List<ClaimVerdict> check(List<Claim> claims) {
        if (sections.isEmpty()) {
            return new ClaimCheck(Optional.empty(), false, List.of(), List.of()).of(claims);
        }
        return sections.stream()
                .flatMap(section -> new ClaimCheck(
                                section.environment(), section.quick(), section.groups(), section.models())
                        .of(claims).stream())
                .toList();
    }

    /** What the speed-ups say about published ones, a sentence each. */
    public List<String> claims() {
        return sections.stream()
                .flatMap(section -> section.claims().stream())
                .map(ClaimVerdict::sentence)
                .toList();
    }

    /** What was found, a sentence a ratio: which scenario is how much faster than which, by how many rounds, on what. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (Section section : sections) {
            RowNames names = new RowNames(section.groups());
            for (Row row : section.rows()) {
                row.speedUp()
                        .ifPresent(speedUp -> findings.add(row.name() + " is " + Quantities.ratio(speedUp.estimate())
                                + " as fast as " + section.baseline().text() + " over "
                                + Words.counted(speedUp.rounds().size(), "round") + ", with " + names.placeOf(row)
                                + " on "
                                + section.environment()
                                        .map(Environment::machine)
                                        .orElseGet(section::caption)
                                + (section.quick() ? "; a quick run: a smoke test, no measurement" : "")));
            }
        }
        return findings;
    }

    /** All scenarios with one row each, for programs. */
    public Table table() {
        return ScenarioTable.of(this);
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
