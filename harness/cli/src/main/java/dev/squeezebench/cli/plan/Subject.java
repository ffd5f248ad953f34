package dev.squeezebench.cli.plan;

import dev.squeezebench.workloads.TrainedNetwork;

/** What is measured: a network whose file is written here, or a file of the user's own. */
public sealed interface Subject permits Subject.Emitted, OwnModel {
    /** Name that results show. */
    String name();

    /**
     * A network whose file is written for each runtime.
     *
     * @param trained network and weights
     */
    record Emitted(TrainedNetwork trained) implements Subject {
        @Override
        public String name() {
            return trained.name();
        }
    }
}
