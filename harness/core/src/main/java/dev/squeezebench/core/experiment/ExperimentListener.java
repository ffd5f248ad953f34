package dev.squeezebench.core.experiment;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.records.Trial;
import java.time.Duration;

/** Told how an experiment goes, in the measuring thread and never while a trial runs: be quick. */
public interface ExperimentListener {
    /** A trial's process is about to start. */
    default void trialStarts(PlannedScenario scenario, Progress progress) {}

    /** A trial has ended and is saved. */
    default void trialEnded(Trial trial, Progress progress) {}

    /** The scenario will not be run again: it is unsupported, or has failed twice. */
    default void scenarioGivenUp(PlannedScenario scenario, Trial last) {}

    /** All trials of a round are saved. */
    default void roundEnded(int round, Progress progress) {}

    /**
     * The fewest rounds that mean something will not fit into the time budget; they are run nevertheless.
     *
     * @param expected time that they are expected to take
     */
    default void budgetTooShort(int rounds, Duration expected, Duration budget) {}

    /** Listens to nothing. */
    static ExperimentListener none() {
        return new ExperimentListener() {};
    }
}
