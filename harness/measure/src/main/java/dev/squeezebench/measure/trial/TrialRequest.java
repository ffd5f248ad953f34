package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.records.Injection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the process of one trial has to know.
 *
 * @param runner name of the runner
 * @param session what to open
 * @param inputs safetensors file with the inputs
 * @param warmUp how long to warm up
 * @param measureNs time that the measured blocks share, above 0
 * @param blocks number of measured blocks, each of one invocation at least
 * @param cpus logical processors the process is pinned to; empty where it is not pinned
 * @param turns where it asks for its turns; absent for a trial of its own, which measures in blocks
 * @param injected slow-down that the process gives itself on purpose; absent in a real measurement
 * @param bareLoop whether the turns are measured by {@link dev.squeezebench.measure.loop.MeasuringLoop#bare}
 * @param journal file the journal is appended to; absent where none is read
 * @param outputs file the outputs of the last invocation are written to; absent where they are not compared
 * @param firstOutputs whether it gets those of the first inference instead, of a model that keeps state
 * @param padded one more invocation, which is not timed; absent where there is none
 */
public record TrialRequest(
        String runner,
        SessionRequest session,
        Path inputs,
        WarmUpLimits warmUp,
        long measureNs,
        int blocks,
        List<Integer> cpus,
        Optional<TurnAddress> turns,
        Optional<Injection> injected,
        boolean bareLoop,
        Optional<Path> journal,
        Optional<Path> outputs,
        boolean firstOutputs,
        Optional<PaddedInvocation> padded) {
    public TrialRequest {
        cpus = Collections.unmodifiableList(new ArrayList<>(cpus));
        if (measureNs < 1 || blocks < 1) {
            throw new IllegalArgumentException("a trial measures some time in at least 1 block");
        }
    }

    /**
     * An invocation on inputs of the same shapes that have padding, when everything is measured.
     *
     * @param inputs safetensors file with them
     * @param outputs file that its outputs are written to
     */
    public record PaddedInvocation(Path inputs, Path outputs) {}

    /** The same in a round of turns, or by itself, on other processors: a phone alone knows both. */
    public TrialRequest placed(Optional<TurnAddress> address, List<Integer> processors) {
        return new TrialRequest(
                runner,
                session,
                inputs,
                warmUp,
                measureNs,
                blocks,
                processors,
                address,
                injected,
                bareLoop,
                journal,
                outputs,
                firstOutputs,
                padded);
    }

    /** The same, measured for another time. */
    public TrialRequest lasting(long newMeasureNs) {
        return new TrialRequest(
                runner,
                session,
                inputs,
                warmUp,
                newMeasureNs,
                blocks,
                cpus,
                turns,
                injected,
                bareLoop,
                journal,
                outputs,
                firstOutputs,
                padded);
    }
}
