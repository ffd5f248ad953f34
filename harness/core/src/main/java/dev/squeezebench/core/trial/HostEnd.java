package dev.squeezebench.core.trial;

import dev.squeezebench.core.process.ExitCode;
import dev.squeezebench.core.process.WorkerProcess;
import java.util.List;
import java.util.Optional;

/** How the host of a trial ended, as seen from outside. */
public sealed interface HostEnd {
    /** Whether something from outside of the trial ended it, so that the same may well work when it is repeated. */
    boolean isFromOutside();

    /** It ended by itself, and the measured process with exit code 0. */
    record Clean() implements HostEnd {
        @Override
        public boolean isFromOutside() {
            return false;
        }
    }

    /**
     * The measured process failed, and the host says how.
     *
     * @param exitCode of the measured process; absent when JMH does not know it
     * @param cause what it printed last, else JMH's message
     * @param errors what a native library printed of what went wrong
     */
    record ForkFailed(Optional<ExitCode> exitCode, String cause, List<String> errors) implements HostEnd {
        public ForkFailed {
            errors = List.copyOf(errors);
        }

        /** Before its output is read. */
        ForkFailed(Optional<ExitCode> exitCode, String cause) {
            this(exitCode, cause, List.of());
        }

        @Override
        public boolean isFromOutside() {
            return exitCode.map(ExitCode::isFromOutside).orElse(false);
        }
    }

    /**
     * The host died, and nothing is known of the measured process.
     *
     * @param end of the host
     */
    record HostDied(WorkerProcess.End end) implements HostEnd {
        @Override
        public boolean isFromOutside() {
            return end.code().isFromOutside();
        }
    }

    /**
     * On a phone the measured process ended before it was done.
     *
     * @param cause one clause
     * @param isFromOutside whether something from outside of the trial ended it, such as a cable
     */
    record Lost(String cause, boolean isFromOutside) implements HostEnd {}

    /**
     * Nothing was written for too long: all processes were killed.
     *
     * @param seconds of silence
     */
    record Stalled(long seconds) implements HostEnd {
        @Override
        public boolean isFromOutside() {
            return false;
        }
    }
}
