package dev.squeezebench.core.trial;

import dev.squeezebench.records.Stage;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Follows how far a trial has come, in threads of the executor. */
public interface TrialListener {
    /** Ignores everything. */
    TrialListener NONE = new TrialListener() {};

    /**
     * The measured process entered a stage.
     *
     * @param at when, by its own clock
     */
    default void stage(Stage stage, Instant at) {}

    /** A measured block begins. */
    default void block(int block, int of) {}

    /** The same with another one that follows the stages. */
    default TrialListener and(BiConsumer<Stage, Instant> stages) {
        TrialListener own = this;
        return new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                own.stage(stage, at);
                stages.accept(stage, at);
            }

            @Override
            public void block(int block, int of) {
                own.block(block, of);
            }
        };
    }
}
