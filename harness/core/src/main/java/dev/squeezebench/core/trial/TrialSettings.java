package dev.squeezebench.core.trial;

import dev.squeezebench.measure.loop.WarmUpLimits;
import java.time.Duration;
import java.util.List;

/**
 * How every trial of an experiment is run.
 *
 * @param warmUp limits of the warm-up
 * @param measure time that the measured blocks share
 * @param blocks measured blocks, each of one invocation at least: so the least number of samples too
 * @param cpus logical processors to pin to; empty where the processes are not pinned
 * @param fullPlacement whether a trial fails when a node of the graph runs elsewhere than on its acceleration
 * @param stallTimeout how long a measured process may write nothing
 * @param wrongOutputs whether a trial counts whose outputs are wrong, with a warning
 */
public record TrialSettings(
        WarmUpLimits warmUp,
        Duration measure,
        int blocks,
        List<Integer> cpus,
        boolean fullPlacement,
        StallTimeout stallTimeout,
        boolean wrongOutputs) {
    /** One second and ten samples. */
    public static final TrialSettings DEFAULT =
            new TrialSettings(WarmUpLimits.DEFAULT, Duration.ofSeconds(1), 10, List.of(), StallTimeout.BY_WORK);

    /** Settings that take whatever placement a trial gets. */
    public TrialSettings(
            WarmUpLimits warmUp, Duration measure, int blocks, List<Integer> cpus, StallTimeout stallTimeout) {
        this(warmUp, measure, blocks, cpus, false, stallTimeout);
    }

    /** Settings by which wrong outputs fail a trial. */
    public TrialSettings(
            WarmUpLimits warmUp,
            Duration measure,
            int blocks,
            List<Integer> cpus,
            boolean fullPlacement,
            StallTimeout stallTimeout) {
        this(warmUp, measure, blocks, cpus, fullPlacement, stallTimeout, false);
    }

    /** The same where no process is pinned. */
    public TrialSettings unpinned() {
        return new TrialSettings(warmUp, measure, blocks, List.of(), fullPlacement, stallTimeout, wrongOutputs);
    }

    /** The same where trials count whose outputs are wrong. */
    public TrialSettings withWrongOutputs() {
        return new TrialSettings(warmUp, measure, blocks, cpus, fullPlacement, stallTimeout, true);
    }

    public TrialSettings {
        cpus = List.copyOf(cpus);
        if (measure.isNegative() || measure.isZero() || blocks < 1) {
            throw new IllegalArgumentException("times and blocks are above 0");
        }
    }
}
