package dev.squeezebench.core.experiment;

import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How an experiment ended.
 *
 * @param trials all trials in the order in which they were run, those saved by an earlier run first
 * @param rounds rounds of which every trial is saved
 * @param elapsed time measured, that of an earlier run included
 * @param reason why it ended
 * @param warnings what a reader of its speed-ups has to know
 */
public record ExperimentResult(
        List<Trial> trials, int rounds, Duration elapsed, StopReason reason, List<Warning> warnings) {
    public ExperimentResult {
        trials = List.copyOf(trials);
        warnings = List.copyOf(warnings);
    }

    /** What experiments on several devices come to: as many rounds as each has, and the time of the longest one. */
    public static ExperimentResult of(List<ExperimentResult> all) {
        return new ExperimentResult(
                all.stream().flatMap(each -> each.trials().stream()).toList(),
                all.stream().mapToInt(ExperimentResult::rounds).min().orElse(0),
                all.stream()
                        .map(ExperimentResult::elapsed)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                all.stream()
                        .map(ExperimentResult::reason)
                        .max(Comparator.naturalOrder())
                        .orElse(StopReason.NOTHING_LEFT),
                all.stream()
                        .flatMap(each -> each.warnings().stream())
                        .distinct()
                        .toList());
    }
}
