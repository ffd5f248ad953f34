package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Spread;
import java.util.List;
import java.util.Optional;

/**
 * One drawn value, with the trials that it was computed from.
 *
 * @param scenarios ids of the scenarios: one, or candidate and baseline
 * @param statistic what it is, such as {@code median of the trials' medians}
 * @param unit unit of value and spread: {@code ns}, {@code bytes}, {@code ratio}
 * @param value the value, where there is a single one
 * @param spread its interval or range, where one is drawn
 * @param trials what it was computed from
 */
public record DrawnValue(
        List<String> scenarios,
        String statistic,
        String unit,
        Optional<Double> value,
        Optional<Spread> spread,
        List<SourcedTrial> trials) {
    public DrawnValue {
        scenarios = List.copyOf(scenarios);
        trials = List.copyOf(trials);
    }

    /** What it is, in a few words, such as {@code bert-base-uncased/dense/...: 227.8 ms}; empty where there is no single value. */
    public String words() {
        return value.map(number -> scenarios.get(0) + ": "
                        + switch (unit) {
                            case "ns" -> Quantities.duration(number);
                            case "bytes" -> Quantities.bytes(number);
                            case "ratio" -> Quantities.factor(number);
                            default -> Quantities.number(number) + ' ' + unit;
                        })
                .orElse("");
    }

    /** An estimate of a scenario over its trials. */
    static DrawnValue of(ScenarioTrials trials, String statistic, String unit, GeometricMean estimate) {
        return new DrawnValue(
                List.of(trials.scenario().id()),
                statistic,
                unit,
                Optional.of(estimate.value()),
                spread(estimate),
                trials.trials());
    }

    /** The spread that is drawn: that of one trial or round would be a point. */
    static Optional<Spread> spread(GeometricMean estimate) {
        return estimate.count() > 1 ? Optional.of(estimate.spread()) : Optional.empty();
    }
}
