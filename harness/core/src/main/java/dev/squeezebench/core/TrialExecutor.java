package dev.squeezebench.core;

import dev.squeezebench.records.Trial;

/** Runs trials, each in a fresh process. */
@FunctionalInterface
public interface TrialExecutor {
    /**
     * Runs one trial and returns its record. What goes wrong inside the trial is in the record's outcome, never thrown.
     *
     * @param arm what to measure, and where
     * @param round number of the round, from 1
     * @param order place within the round, from 1
     * @throws InterruptedException when the calling thread was interrupted; the trial's processes are gone by then
     */
    Trial execute(Arm arm, int round, int order) throws InterruptedException;
}
