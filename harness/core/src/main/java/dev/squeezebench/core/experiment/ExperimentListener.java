package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.records.Trial;
import java.time.Duration;

/** Follows the progress of an experiment. Called in the measuring thread, never while a trial runs: return quickly. */
public interface ExperimentListener {
    /** A trial's process is about to start. */
    default void trialStarts(Arm arm, Progress progress) {}

    /** The processes of a round in turns are about to start. */
    default void roundStarts(RoundExecutor.Round round, Progress progress) {}

    /** A round in turns does not count; it is repeated. */
    default void roundVoid(RoundExecutor.Round round, String reason) {}

    /** A trial has ended and is saved. */
    default void trialEnded(Trial trial, Progress progress) {}

    /** The arm will not be run again: it is unsupported, or has failed twice. */
    default void armGivenUp(Arm arm, Trial last) {}

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
