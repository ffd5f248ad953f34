package dev.squeezebench.core.trial;

import dev.squeezebench.results.Stage;

/** Is told how far a trial has come, from threads of the executor. */
public interface TrialListener {
    /** Ignores everything. */
    TrialListener NONE = new TrialListener() {};

    /** The measured process entered a stage. */
    default void stage(Stage stage) {}

    /** A measured block begins. */
    default void block(int block, int of) {}
}
