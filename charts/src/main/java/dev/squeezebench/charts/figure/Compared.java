package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scenario that is relative to another.
 *
 * @param candidate the one on top
 * @param baseline what it is relative to, on the same machine
 * @param speedUp over the rounds that both have
 */
record Compared(ScenarioTrials candidate, ScenarioTrials baseline, SpeedUp speedUp) {
    /** Every scenario that has a speed-up. */
    static List<Compared> of(List<ScenarioTrials> scenarios) {
        return scenarios.stream()
                .flatMap(candidate -> candidate.speedUp().stream().flatMap(speedUp -> scenarios.stream()
                        .filter(each -> each.machine() == candidate.machine()
                                && each.scenario().equals(speedUp.baseline()))
                        .limit(1)
                        .map(baseline -> new Compared(candidate, baseline, speedUp))))
                .toList();
    }

    double ratio() {
        return speedUp.estimate().value();
    }

    /** Ratio of each round, in order of time. */
    List<Double> rounds() {
        return speedUp.rounds().stream().map(RoundRatio::ratio).toList();
    }

    /** The largest value that is drawn. */
    double largest() {
        double single =
                speedUp.rounds().stream().mapToDouble(RoundRatio::ratio).max().orElse(ratio());
        return Math.max(single, speedUp.estimate().spread().upper());
    }

    /** The trials of both in the rounds that both have. */
    List<Sourced<Trial>> trials() {
        return Stream.of(candidate, baseline)
                .flatMap(each -> each.trials().stream())
                .filter(each -> speedUp.rounds().stream()
                        .anyMatch(round -> round.run().equals(each.record().run())
                                && round.round() == each.record().round()))
                .toList();
    }
}
