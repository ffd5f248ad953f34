package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is measured: a network whose file is written here, or a model file of the user. */
public sealed interface Subject permits EmittedNetwork, UserModel {
    /** Lowering or fusion that is left to the table of the runtime's version. */
    String AUTO = "auto";

    /** Finds out by trying, in a process of its own, whether an acceleration is usable here. */
    @FunctionalInterface
    interface TargetProbe {
        /**
         * Tries it.
         *
         * @param options of the runner, as it will be measured
         * @throws IOException when no process can be started
         * @throws InterruptedException when the calling thread was interrupted
         */
        Availability probe(RunnerDistribution runner, String acceleration, Map<String, String> options)
                throws IOException, InterruptedException;
    }

    /** Name that results show. */
    String name();

    /** Whether a runner opens its file: of the usual targets, the others are left out. */
    boolean opensOn(RunnerInfo runner);

    /** Those of the selected lowerings that make a difference for it. */
    List<String> lowerings(List<String> selected);

    /** Those of the selected fusions that make a difference for it. */
    List<String> fusions(List<String> selected);

    /**
     * What becomes of a selected scenario.
     *
     * @param selected with lowering and fusion as the user wrote them, {@link #AUTO} included
     * @param runner where
     * @param probe tries the target
     * @throws IOException when the target cannot be tried
     * @throws InterruptedException when the calling thread was interrupted
     */
    ScenarioCandidate candidate(Scenario selected, RunnerDistribution runner, TargetProbe probe)
            throws IOException, InterruptedException;

    /**
     * Makes what is missing of its files.
     *
     * @throws IOException when they cannot be read or written
     */
    Prepared prepare(RunnableScenario scenario, ScenarioFiles files) throws IOException;

    /** Data of the user for it; absent where the program makes them. */
    Optional<UserInputs> data();

    /**
     * A scenario with its files.
     *
     * @param planned what to measure
     * @param model what result files say of its model
     */
    record Prepared(PlannedScenario planned, ModelFile model) {}
}
