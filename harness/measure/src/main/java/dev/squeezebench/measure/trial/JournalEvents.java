package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.loop.WarmUpTrend;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What happens in the process of a trial, as it becomes known: {@link TrialJournal} writes it down and
 * reads it again. A receiver ignores what it does not override.
 */
public interface JournalEvents {
    /**
     * A stage begins.
     *
     * @param at when
     */
    default void stage(Stage stage, Instant at) throws IOException {}

    /** The virtual machine of the process; the command knows its flags. */
    default void vm(Vm vm) throws IOException {}

    /**
     * A model is open.
     *
     * @param version of the runtime
     * @param acceleration requested, and obtained as far as it is known
     * @param runtime build and settings
     */
    default void session(String version, AccelerationUse acceleration, RuntimeUse runtime) throws IOException {}

    /** Where the nodes ran, found out after measuring: replaces what the session said. */
    default void placed(AccelerationUse acceleration) throws IOException {}

    /** A phase that is one timed call. */
    default void timing(Phase phase, Timing timing) throws IOException {}

    /**
     * Further samples of a phase: a block, or a turn, where they are measured ones.
     *
     * @param turn that they were taken in; absent where the process does not take turns
     */
    default void samples(Phase phase, Optional<Turn> turn, Recording samples) throws IOException {}

    /** Memory at a point of the trial. */
    default void memory(MemoryPoint point, MemoryProbe.Value value) throws IOException {}

    /** A value read beside the timing. */
    default void reading(Reading reading) throws IOException {}

    /** What the system counted of this process while it measured. */
    default void witness(Witness witness) throws IOException {}

    /** The group of processors that the system lets this process have now, such as {@code /top-app} on Android. */
    default void cpuset(String name) throws IOException {}

    /** How the warm-up ended: the trend of its latest samples; empty where they were too few to judge. */
    default void warmUp(Optional<WarmUpTrend> end) throws IOException {}

    /** Where the outputs of the last measured invocation are. */
    default void outputs(Path file) throws IOException {}

    /** Where the outputs of the invocation on padded inputs are. */
    default void paddedOutputs(Path file) throws IOException {}

    /** Something a reader of the result has to know. */
    default void warning(Warning warning) throws IOException {}

    /** The runner cannot do this. */
    default void unsupported(String reason) throws IOException {}

    /** It should have worked and did not. */
    default void failed(Stage stage, String reason) throws IOException {}

    /** Everything is written. */
    default void done() throws IOException {}
}
