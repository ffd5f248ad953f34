package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Conditions;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario on one machine with those of its trials that count.
 *
 * @param machine number of the machine, from 0
 * @param conditions what it shares with the scenarios that it can be compared with
 * @param scenario what was measured
 * @param series which colour, hatching and marker it has
 * @param latency over its trials
 * @param speedUp over its baseline; absent where it has none or is one
 * @param trials at least one, all of them measured, in the order of the inputs
 */
public record ScenarioTrials(
        int machine,
        Conditions conditions,
        Scenario scenario,
        Series series,
        LatencySummary latency,
        Optional<SpeedUp> speedUp,
        List<SourcedTrial> trials) {
    public ScenarioTrials {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a scenario without a measured trial has nothing to draw");
        }
    }

    /**
     * One workload in one form of its graph, drawn alike in every chart: the colour is the workload's, hatching and
     * marker tell its forms apart.
     *
     * @param workload its name
     * @param form lowering and fusion, such as {@code split+skip-layer-norm}; empty for a given graph
     * @param colour number of the workload
     * @param number of the series; as the workload's for its first form
     */
    record Series(String workload, String form, int colour, int number) {
        SeriesStyle style(Theme theme) {
            return SeriesStyle.of(colour, number, theme);
        }
    }

    /** The trials' records. */
    Stream<Trial> records() {
        return trials.stream().map(SourcedTrial::trial);
    }

    /** Whether the processor emulated the device. */
    boolean softwareAdapter() {
        return records().flatMap(trial -> trial.warnings().stream()).anyMatch(WarningCode.SOFTWARE_ADAPTER::is);
    }
}
