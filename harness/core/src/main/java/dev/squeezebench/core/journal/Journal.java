package dev.squeezebench.core.journal;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a measured process left behind, as far as it came.
 *
 * @param stage the last one entered
 * @param vm virtual machine of the process; absent when it did not get so far
 * @param session what the runtime said of itself; absent when no model was opened
 * @param samples every timed invocation that was saved
 * @param memory of the process
 * @param readings that the process took itself, beside the timing
 * @param witnesses what the system counted of it
 * @param warnings of the process and the runtime
 * @param outputs file with the outputs; absent when it did not get so far
 * @param paddedOutputs the same of the invocation on padded inputs
 * @param ending how it said it ended; absent when it could not say
 */
public record Journal(
        Stage stage,
        Optional<Vm> vm,
        Optional<SessionFacts> session,
        Samples samples,
        Memory memory,
        List<Reading> readings,
        List<Witness> witnesses,
        List<Warning> warnings,
        Optional<Path> outputs,
        Optional<Path> paddedOutputs,
        Optional<Ending> ending) {
    /** The journal of a process that wrote none. */
    public static final Journal NOTHING = new Journal(
            Stage.START,
            Optional.empty(),
            Optional.empty(),
            Samples.NONE,
            Memory.UNKNOWN,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Journal {
        readings = List.copyOf(readings);
        witnesses = List.copyOf(witnesses);
        warnings = List.copyOf(warnings);
    }

    /**
     * What the runtime said of the session.
     *
     * @param version of the runtime
     * @param acceleration requested and obtained
     * @param runtime build and settings
     */
    public record SessionFacts(String version, AccelerationUse acceleration, RuntimeUse runtime) {}

    /** How a measured process said that it ended. */
    public sealed interface Ending {
        /** Everything was written. */
        record Done() implements Ending {}

        /**
         * The runner cannot do this.
         *
         * @param reason one sentence
         */
        record Unsupported(String reason) implements Ending {}

        /**
         * It failed, or its journal is damaged.
         *
         * @param stage how far it came
         * @param reason one sentence
         */
        record Failed(Stage stage, String reason) implements Ending {}
    }
}
