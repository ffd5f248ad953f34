package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.util.List;

/**
 * A trial that counts, and the file that it is from.
 *
 * @param input number of the input file, from 0
 * @param measured the record with what the report knows of it
 */
public record SourcedTrial(int input, TrialMedian measured) {
    /** The record. */
    public Trial trial() {
        return measured.trial();
    }

    /** Codes of its warnings, each once. */
    public List<String> warnings() {
        return measured.warnings().stream().map(Warning::code).distinct().toList();
    }
}
