package dev.squeezebench.core.experiment;

/** Why an experiment ended. */
public enum StopReason {
    /** No scenario is left that works here. */
    NOTHING_LEFT,
    /** The rounds that were asked for are done. */
    ROUNDS_DONE,
    /** Every speed-up is known as well as was wanted. */
    INTERVAL_REACHED,
    /** What the rounds were for is decided. */
    DECIDED,
    /** Another round was not expected to fit into the time budget. */
    TIME_BUDGET,
    /** It was cancelled. */
    CANCELLED
}
