package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.table.Quantities;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The printed cells of a row, unescaped; the text and the Markdown table show the same. */
final class Cells {
    static final List<String> HEADS = Collections.unmodifiableList(
            Arrays.asList("scenario", "median", "interval", "p90", "speed-up", "interval", "peak", "notes"));

    private Cells() {}

    /** Cells of a row that was measured; {@code notes} refers to footnotes, as in {@code 1,3}. */
    static List<String> of(Row row, LatencySummary latency, String notes) {
        GeometricMean median = latency.median();
        Optional<GeometricMean> speedUp = row.speedUp().map(SpeedUp::estimate);
        return Arrays.asList(
                row.name(),
                Quantities.duration(median.value()),
                Quantities.durationSpread(median),
                latency.p90() instanceof Percentile.Carried carried ? Quantities.duration(carried.value()) : "",
                row.role() instanceof Row.Role.Baseline
                        ? "1"
                        : speedUp.map(ratio -> Quantities.factor(ratio.value())).orElse(""),
                speedUp.map(Quantities::factorSpread).orElse(""),
                row.summary().peakRssBytes().isPresent()
                        ? Quantities.bytes(row.summary().peakRssBytes().getAsDouble())
                        : "",
                notes);
    }
}
