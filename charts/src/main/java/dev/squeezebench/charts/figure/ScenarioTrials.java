package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Conditions;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.ScenarioSummary;
import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Optional;

/**
 * A scenario on one machine with those of its trials that count.
 *
 * @param machine number of the machine, from 0
 * @param conditions what it shares with the scenarios that it can be compared with
 * @param scenario what was measured
 * @param latency over its trials
 * @param speedUp over its baseline; absent where it has none or is one
 * @param trials at least one, all of them measured, in the order of the inputs
 */
public record ScenarioTrials(
        int machine,
        Conditions conditions,
        Scenario scenario,
        LatencySummary latency,
        Optional<SpeedUp> speedUp,
        List<Sourced<Trial>> trials) {
    public ScenarioTrials {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a scenario without a measured trial has nothing to draw");
        }
    }

    /** Whether the processor played the device. */
    boolean softwareAdapter() {
        return trials.stream()
                .flatMap(trial -> trial.record().warnings().stream())
                .anyMatch(warning -> warning.code().equals(ScenarioSummary.SOFTWARE_ADAPTER));
    }

    /** Scenarios of the same place can be compared: they stand together. */
    String place() {
        return machine + " " + conditions.label();
    }
}
