package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What it brings to flush subnormal numbers to zero, where a scenario was measured with and without it in the same rounds. */
final class Flushing {
    private static final String OPTION = "denormals";
    private static final String FLUSH = "flush";

    private Flushing() {}

    /** A sentence for each scenario that was measured both ways. */
    static List<String> sentences(List<Row> rows, RowNames names) {
        List<String> sentences = new ArrayList<>();
        for (Row row : rows) {
            if (FLUSH.equals(row.summary().scenario().options().get(OPTION))) {
                other(row, rows)
                        .map(effect -> names.of(row) + ": flushing subnormal numbers to zero makes it "
                                + Quantities.ratio(effect.estimate()) + " as fast")
                        .ifPresent(sentences::add);
            }
        }
        return sentences;
    }

    private static Optional<SpeedUp> other(Row flushed, List<Row> rows) {
        Scenario scenario = flushed.summary().scenario();
        return rows.stream()
                .filter(row -> !row.equals(flushed)
                        && without(row.summary().scenario()).equals(without(scenario)))
                .flatMap(kept -> effect(flushed, kept).stream())
                .findFirst();
    }

    private static Optional<SpeedUp> effect(Row flushed, Row kept) {
        return flushed.summary().latency().flatMap(own -> kept.summary()
                .latency()
                .flatMap(other -> SpeedUp.of(
                        flushed.summary().scenario(), own, kept.summary().scenario(), other)));
    }

    private static Scenario without(Scenario scenario) {
        Map<String, String> options = new TreeMap<>(scenario.options());
        options.remove(OPTION);
        return scenario.toBuilder().options(options).build();
    }
}
