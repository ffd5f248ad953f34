package dev.squeezebench.core.trial;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells a process that hangs from one that is slow or has nothing to do: only silence while it is at work counts. */
final class Watchdog {
    /** Two JVMs start on however busy a machine before the first event; only then does silence mean something. */
    private static final Duration START = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Duration stallTimeout;
    private Duration allowed;
    private long since;
    private boolean working = true;

    /**
     * A watchdog of a process that starts now and is at work.
     *
     * @param stallTimeout the longest silence of a process at work
     */
    Watchdog(Duration stallTimeout, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.stallTimeout = stallTimeout;
        this.allowed = stallTimeout.compareTo(START) > 0 ? stallTimeout : START;
        this.since = nanoTime.getAsLong();
    }

    /** The process wrote something. */
    synchronized void sawProgress() {
        since = nanoTime.getAsLong();
        allowed = stallTimeout;
    }

    /** The process waits for its turn: its silence means nothing. */
    synchronized void rest() {
        working = false;
    }

    /** The process has its turn; its silence counts from now on. */
    synchronized void work() {
        working = true;
        since = nanoTime.getAsLong();
    }

    /** The longest silence that is allowed now. */
    synchronized Duration allowed() {
        return allowed;
    }

    /** Whether the process at work was silent for too long. */
    synchronized boolean isStalled() {
        return working && nanoTime.getAsLong() - since > allowed.toNanos();
    }
}
