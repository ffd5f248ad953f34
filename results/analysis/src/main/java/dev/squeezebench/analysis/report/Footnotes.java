package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers what a reader has to know about single rows; the same words get the same number, whatever numbers they hold. */
final class Footnotes {
    private final List<Wording> notes = new ArrayList<>();

    /** Reference for a row's cell, such as {@code 1,3}; empty when there is nothing to say. */
    String refer(Row row) {
        List<String> ofRow = new ArrayList<>();
        ScenarioSummary summary = row.summary();
        for (Warning warning : summary.warnings()) {
            ofRow.add(warning.code() + ": " + warning.message() + "; " + warning.remedy());
        }
        for (Mishap mishap : summary.mishaps()) {
            ofRow.add(mishap.trials() + " of " + summary.trials() + " trials " + mishap.outcome() + ' '
                    + mishap.reason());
        }
        Optional<LatencySummary> latency = summary.latency();
        if (latency.isPresent()) {
            addEstimates(ofRow, row, latency.get());
        }
        return ofRow.stream()
                .map(this::number)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /** The notes' text, number 1 first. */
    List<String> texts() {
        return notes.stream().map(Wording::toString).collect(Collectors.toList());
    }

    private static void addEstimates(List<String> ofRow, Row row, LatencySummary latency) {
        if (latency.p90() instanceof Percentile.NotCarried notCarried) {
            // Without the row's own count, so that all rows share one note.
            ofRow.add("no p90: fewer than " + notCarried.needed()
                    + " samples have hardly seen the tail (MLPerf LoadGen)");
        }
        if (latency.median().count() < GeometricMean.FEWEST_FOR_INTERVAL) {
            ofRow.add(
                    "few_rounds: fewer than " + GeometricMean.FEWEST_FOR_INTERVAL
                            + " trials give no 95% interval, only the range of what was seen, in brackets; measure more rounds");
        }
        if (row.role() instanceof Row.Role.Alone alone) {
            ofRow.add("no speed-up: " + alone.reason());
        }
    }

    private int number(String note) {
        Wording wording = new Wording(note);
        int index = 0;
        while (index < notes.size() && !notes.get(index).takes(wording)) {
            index++;
        }
        if (index == notes.size()) {
            notes.add(wording);
        }
        return index + 1;
    }
}
