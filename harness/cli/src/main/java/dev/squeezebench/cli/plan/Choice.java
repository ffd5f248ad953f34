package dev.squeezebench.cli.plan;

import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import java.util.Map;

/** A scenario that can be measured here, before its files are made. */
public sealed interface Choice {
    /** What is measured. */
    Scenario scenario();

    /** Where. */
    RunnerDistribution runner();

    /**
     * A network whose file is written here.
     *
     * @param scenario what is measured
     * @param runner where
     * @param trained network and weights
     * @param emitter writes the model file
     * @param variant how it is written
     */
    record Emitted(
            Scenario scenario,
            RunnerDistribution runner,
            TrainedNetwork trained,
            ModelEmitter emitter,
            ModelVariant variant)
            implements Choice {}

    /**
     * A file of the user's own.
     *
     * @param scenario what is measured
     * @param runner where
     * @param model the file, with what goes into it
     * @param settings of the runtime that are not its runner's own
     */
    record Own(Scenario scenario, RunnerDistribution runner, OwnModel model, Map<String, String> settings)
            implements Choice {
        public Own {
            settings = Map.copyOf(settings);
        }
    }
}
