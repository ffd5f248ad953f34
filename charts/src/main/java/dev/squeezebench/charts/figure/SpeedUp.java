package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Spread;
import java.util.List;

/**
 * A candidate against its baseline on the same target.
 *
 * @param candidate its trials in the compared rounds
 * @param baseline its trials in the compared rounds
 * @param ratio the baseline's latency over the candidate's
 * @param spread of the ratio
 * @param rounds ratio of each round, in order of time
 */
record SpeedUp(ScenarioTrials candidate, ScenarioTrials baseline, double ratio, Spread spread, List<Double> rounds) {
    SpeedUp {
        rounds = List.copyOf(rounds);
    }

    /** The largest value that is drawn. */
    double largest() {
        double single = rounds.stream().mapToDouble(Double::doubleValue).max().orElse(ratio);
        return Math.max(single, spread.upper());
    }
}
