package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Spread;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.statistics.GeometricMean;
import dev.squeezebench.results.statistics.Quantiles;
import java.util.List;
import java.util.Optional;

/**
 * Latency of a scenario.
 *
 * @param trials what it was computed from
 * @param medians median of each trial in nanoseconds
 * @param value geometric mean of the medians in nanoseconds
 * @param spread over its trials, where there is more than one
 */
record Latency(ScenarioTrials trials, List<Double> medians, double value, Optional<Spread> spread) {
    static Latency of(ScenarioTrials trials) {
        List<Double> medians =
                trials.trials().stream().map(each -> median(each.record())).toList();
        GeometricMean mean = GeometricMean.of(
                medians.stream().mapToDouble(Double::doubleValue).toArray());
        Optional<Spread> spread = mean.count() > 1 ? Optional.of(mean.spread()) : Optional.empty();
        return new Latency(trials, medians, mean.value(), spread);
    }

    /** Median of a trial's measured samples in nanoseconds. */
    static double median(Trial trial) {
        return Quantiles.median(trial.samples().measureNs().toDoubles());
    }

    /** The largest value that is drawn. */
    double largest() {
        double single = medians.stream().mapToDouble(Double::doubleValue).max().orElse(value);
        return Math.max(Math.max(single, value), spread.map(Spread::upper).orElse(value));
    }
}
