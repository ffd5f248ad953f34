package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Scenario;
import dev.squeezebench.results.Trial;
import java.util.List;

/**
 * A scenario with those of its trials that count, in the order of the inputs.
 *
 * @param scenario what was measured
 * @param trials at least one, all measured
 */
public record ScenarioTrials(Scenario scenario, List<Sourced<Trial>> trials) {
    public ScenarioTrials {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a scenario without a measured trial has nothing to draw");
        }
    }
}
