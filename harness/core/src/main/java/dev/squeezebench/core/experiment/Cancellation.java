package dev.squeezebench.core.experiment;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A wish to stop, from another thread (Ctrl-C). It interrupts the measuring thread only while a trial is running, never
 * while a finished trial is being saved: an interrupt there would close the results file.
 */
public final class Cancellation {
    private boolean cancelled;
    private @Nullable Thread inTrial;

    /** Asks the experiment to stop: ends the running trial, lets what is measured be saved. May be called repeatedly. */
    public synchronized void cancel() {
        cancelled = true;
        if (inTrial != null) {
            inTrial.interrupt();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Runs the step so that {@link #cancel} interrupts it.
     *
     * @throws InterruptedException if it was interrupted, or had been cancelled before it began
     */
    <T> T interruptibly(InterruptibleStep<T> step) throws InterruptedException {
        enter();
        try {
            return step.run();
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        inTrial = Thread.currentThread();
    }

    /** After this no interrupt of ours can arrive, and one that came too late for the step is taken back. */
    private synchronized void leave() {
        inTrial = null;
        if (cancelled) {
            Thread.interrupted();
        }
    }

    /** Like {@link Callable}, but interruption is the only way it fails. */
    @FunctionalInterface
    interface InterruptibleStep<T> {
        T run() throws InterruptedException;
    }
}
