package dev.squeezebench.core.trial;

import dev.squeezebench.records.Stage;
import java.util.function.Consumer;

/** Is told how far a trial has come, from threads of the executor. */
public interface TrialListener {
    /** Ignores everything. */
    TrialListener NONE = new TrialListener() {};

    /** The measured process entered a stage. */
    default void stage(Stage stage) {}

    /** A measured block begins. */
    default void block(int block, int of) {}

    /** Tells another one of stages as well. */
    default TrialListener withStages(Consumer<Stage> other) {
        TrialListener own = this;
        return new TrialListener() {
            @Override
            public void stage(Stage stage) {
                own.stage(stage);
                other.accept(stage);
            }

            @Override
            public void block(int block, int of) {
                own.block(block, of);
            }
        };
    }
}
