package dev.squeezebench.charts.figure;

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
}
