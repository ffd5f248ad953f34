package dev.squeezebench.core.experiment;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A wish to stop, from another thread (Ctrl-C). It interrupts a measuring thread only while a trial is running in it, never
 * while a finished trial is being saved: an interrupt there would close the results file. Several devices have a measuring
 * thread each.
 */
public final class Cancellation {
    private boolean cancelled;
    private final Set<Thread> inTrials = new HashSet<>();

    /** Asks the experiment to stop: ends the running trials, lets what is measured be saved. May be called repeatedly. */
    public synchronized void cancel() {
        cancelled = true;
        inTrials.forEach(Thread::interrupt);
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
        inTrials.add(Thread.currentThread());
    }

    /** After this no interrupt of ours can arrive, and one that came too late for the step is taken back. */
    private synchronized void leave() {
        inTrials.remove(Thread.currentThread());
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
