package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario on one machine with those of its trials that count.
 *
 * @param machine number of the machine, from 0
 * @param row its numbers
 * @param series which colour, hatching and marker it has
 * @param trials at least one, all of them measured, in order of time
 */
public record ScenarioTrials(int machine, Row row, Series series, List<SourcedTrial> trials) {
    public ScenarioTrials {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a scenario without a measured trial has nothing to draw");
        }
    }

    /** @param sources number of the file that each trial is from */
    static ScenarioTrials of(int machine, Row row, Series series, Map<Trial, Integer> sources) {
        return new ScenarioTrials(
                machine,
                row,
                series,
                row.summary().latency().orElseThrow().trials().stream()
                        .map(each -> new SourcedTrial(Objects.requireNonNull(sources.get(each.trial())), each))
                        .toList());
    }

    /** What was measured. */
    Scenario scenario() {
        return row.summary().scenario();
    }

    /** Over its trials. */
    LatencySummary latency() {
        return row.summary().latency().orElseThrow();
    }

    /** Over its baseline; absent where it has none or is one. */
    Optional<SpeedUp> speedUp() {
        return row.speedUp();
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

    /** What stands behind the name of its accelerator. */
    String mark() {
        return row.summary().mark();
    }

    /** Whether the processor emulated the device. */
    boolean softwareAdapter() {
        return row.summary().softwareAdapter();
    }
}
