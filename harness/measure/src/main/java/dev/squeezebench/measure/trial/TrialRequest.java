package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Everything the process of one trial is told.
 *
 * @param runner name of the runner
 * @param session what to open
 * @param inputs safetensors file with the inputs
 * @param warmUp how long to warm up
 * @param measureNs time that the measured blocks share, above 0
 * @param blocks number of measured blocks, each of one invocation at least
 * @param cpus logical processors the process is pinned to; empty where it is not pinned
 * @param journal file the journal is appended to; absent where nobody reads one
 * @param outputs file the outputs of the last invocation are written to; absent where nobody compares them
 * @param deviceClocks file that readings of the device's clocks are appended to while the process warms up; absent where
 *     nobody reads any
 */
public record TrialRequest(
        String runner,
        SessionRequest session,
        Path inputs,
        WarmUpLimits warmUp,
        long measureNs,
        int blocks,
        List<Integer> cpus,
        Optional<Path> journal,
        Optional<Path> outputs,
        Optional<Path> deviceClocks) {
    public TrialRequest {
        cpus = Collections.unmodifiableList(new ArrayList<>(cpus));
        if (measureNs < 1 || blocks < 1) {
            throw new IllegalArgumentException("a trial measures some time in at least 1 block");
        }
    }

    /** One whose device's clocks nobody reads. */
    public TrialRequest(
            String runner,
            SessionRequest session,
            Path inputs,
            WarmUpLimits warmUp,
            long measureNs,
            int blocks,
            List<Integer> cpus,
            Optional<Path> journal,
            Optional<Path> outputs) {
        this(runner, session, inputs, warmUp, measureNs, blocks, cpus, journal, outputs, Optional.empty());
    }
}
