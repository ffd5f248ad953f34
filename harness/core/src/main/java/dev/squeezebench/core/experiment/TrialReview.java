package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.SampleWarnings;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a trial's own samples show, added to its warnings before it is saved. */
final class TrialReview {
    /**
     * CPU time beyond the threads that were asked for, in CPUs. Just-in-time compilation and garbage collection take
     * less than this in a steady loop that allocates next to nothing; one more thread that never sleeps takes twice as
     * much.
     */
    private static final double EXTRA_CPUS = 0.5;

    /** CPUs below which one thread did all the work. */
    private static final double ONE_THREAD = 1.2;

    private TrialReview() {}

    /**
     * @param arm whose trial it is
     * @param takenUpAgain whether the round's other trials are from before an interruption
     * @param notInterleaved why it did not take turns; absent where it did, or where there is nothing to take turns with
     */
    static Trial review(Arm arm, Trial trial, boolean takenUpAgain, Optional<String> notInterleaved) {
        List<Warning> warnings = new ArrayList<>(trial.warnings());
        notInterleaved.ifPresent(reason -> warnings.add(
                WarningCode.NOT_INTERLEAVED.warning("the scenarios ran one after the other, not in turns: " + reason)));
        if (takenUpAgain) {
            warnings.add(WarningCode.RESUMED.warning(
                    "round " + trial.round() + " was interrupted: its trials were not measured close in time",
                    "measure again without a break if the last percent matters"));
        }
        boolean onProcessor =
                !arm.planned().runner().info().isOnDevice(trial.scenario().acceleration());
        threads(trial, onProcessor, warnings);
        warnings.addAll(SampleWarnings.of(trial.samples().measureNs()));
        return trial.withWarnings(warnings);
    }

    /** No runtime reports how many threads it worked with; the CPU time shows it. */
    private static void threads(Trial trial, boolean onProcessor, List<Warning> warnings) {
        LongSeries wall = trial.samples().measureNs();
        LongSeries cpu = trial.samples().measureCpuNs();
        long wallSum = wall.stream().sum();
        if (cpu.size() != wall.size() || wallSum == 0) {
            return;
        }
        double cpus = (double) cpu.stream().sum() / wallSum;
        int threads = trial.scenario().threads();
        if (cpus > threads + EXTRA_CPUS) {
            warnings.add(WarningCode.SPINNING.warning(
                    String.format(
                            Locale.ROOT, "the process used %.1f CPUs for %s", cpus, Words.counted(threads, "thread")),
                    "turn the runtime's spinning off, or ask for as many threads as it uses"));
        } else if (onProcessor && threads > 1 && cpus < ONE_THREAD) {
            warnings.add(WarningCode.THREADS_UNUSED.warning(String.format(
                    Locale.ROOT, "the process used %.1f CPUs, and %d threads were asked for", cpus, threads)));
        }
    }
}
