package dev.squeezebench.core.trial;

import java.util.OptionalInt;

/** How the host of a trial ended, as seen from outside. */
sealed interface HostEnd {
    /** It ended by itself, and the measured process with exit code 0. */
    record Clean() implements HostEnd {}

    /**
     * It ended by itself and told of a failure.
     *
     * @param exitCode of the measured process; absent when JMH could not tell
     * @param message JMH's
     */
    record ForkFailed(OptionalInt exitCode, String message) implements HostEnd {}

    /**
     * It died without telling.
     *
     * @param exitCode of the host
     */
    record HostDied(int exitCode) implements HostEnd {}

    /**
     * Nothing was written for too long: all processes were killed.
     *
     * @param seconds of silence
     */
    record Stalled(long seconds) implements HostEnd {}
}
