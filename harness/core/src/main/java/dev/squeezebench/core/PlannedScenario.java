package dev.squeezebench.core;

import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A scenario with the files it needs.
 *
 * @param scenario what is measured
 * @param runner where it is measured
 * @param model the model file
 * @param modelSha256 its SHA-256, 64 hexadecimal digits; absent when unknown
 * @param inputs safetensors file with the inputs by name
 * @param expectation what its outputs are compared with
 * @param padded inputs with padding that are checked as well, untimed; absent where there are none
 * @param dimensions sizes for the model's symbolic dimensions, by symbol
 * @param options options of the runner by name; the scenario's may say more, such as the shapes of inputs
 * @param adapters devices that it may compute on, as a probe found them
 * @param flop floating-point operations of one invocation's matrix products; absent when unknown
 * @param graph what the file tells of its nodes, for a runtime that only counts those that it places; absent elsewhere
 */
public record PlannedScenario(
        Scenario scenario,
        RunnerDistribution runner,
        Path model,
        Optional<String> modelSha256,
        Path inputs,
        Expectation expectation,
        Optional<PaddedCheck> padded,
        Map<String, Long> dimensions,
        Map<String, String> options,
        List<Adapter> adapters,
        OptionalLong flop,
        Optional<GraphArithmetic> graph) {
    /** Option of a scenario on a phone: the processors that it may use. It is the phone's, and no runner's. */
    public static final String CORES = "phone.cores";

    /** Option of a scenario on a phone: how its processes are started there. It is the phone's, too. */
    public static final String LAUNCH = "phone.launch";

    /** The processors of a scenario that does not say. */
    public static final String ANY_CORES = "any";

    public PlannedScenario {
        dimensions = Map.copyOf(dimensions);
        options = Map.copyOf(options);
        adapters = List.copyOf(adapters);
        if (!runner.name().equals(scenario.runner())) {
            throw new IllegalArgumentException(
                    "scenario " + scenario.id() + " cannot run on runner '" + runner.name() + "'");
        }
    }

    /** The processors of a phone that it may use. */
    public String cores() {
        return scenario.options().getOrDefault(CORES, ANY_CORES);
    }

    /** How its processes are started on a phone: by the app, unless it says otherwise. */
    public LaunchMode launch() {
        return LaunchMode.SHELL.word().equals(scenario.options().get(LAUNCH)) ? LaunchMode.SHELL : LaunchMode.APK;
    }

    /** Whether a phone can have processes of both alive in one round: of one app, or each with a class path of its own. */
    public boolean sharesRoundWith(PlannedScenario other) {
        return runner.info().phone().equals(other.runner.info().phone())
                && cores().equals(other.cores())
                && launch() == other.launch()
                && (runner.info().phone().isEmpty()
                        || launch() == LaunchMode.SHELL
                        || runner.classPath().equals(other.runner.classPath()));
    }

    /** One whose timed inputs are the only ones that are checked. */
    public PlannedScenario(
            Scenario scenario,
            RunnerDistribution runner,
            Path model,
            Optional<String> modelSha256,
            Path inputs,
            Expectation expectation,
            Map<String, Long> dimensions,
            Map<String, String> options,
            List<Adapter> adapters,
            OptionalLong flop) {
        this(
                scenario,
                runner,
                model,
                modelSha256,
                inputs,
                expectation,
                Optional.empty(),
                dimensions,
                options,
                adapters,
                flop);
    }

    /** One whose runtime says by itself where its nodes run. */
    public PlannedScenario(
            Scenario scenario,
            RunnerDistribution runner,
            Path model,
            Optional<String> modelSha256,
            Path inputs,
            Expectation expectation,
            Optional<PaddedCheck> padded,
            Map<String, Long> dimensions,
            Map<String, String> options,
            List<Adapter> adapters,
            OptionalLong flop) {
        this(
                scenario,
                runner,
                model,
                modelSha256,
                inputs,
                expectation,
                padded,
                dimensions,
                options,
                adapters,
                flop,
                Optional.empty());
    }

    /** The same with what its file tells of its nodes. */
    public PlannedScenario with(Optional<GraphArithmetic> read) {
        return with(padded, read);
    }

    /** The same without a check on padded inputs. */
    public PlannedScenario unpadded() {
        return with(Optional.empty(), graph);
    }

    private PlannedScenario with(Optional<PaddedCheck> check, Optional<GraphArithmetic> read) {
        return new PlannedScenario(
                scenario,
                runner,
                model,
                modelSha256,
                inputs,
                expectation,
                check,
                dimensions,
                options,
                adapters,
                flop,
                read);
    }

    /**
     * Inputs of the same shapes as the timed ones.
     *
     * @param inputs safetensors file with the inputs by name
     * @param expectation what the outputs are compared with
     */
    public record PaddedCheck(Path inputs, Expectation expectation) {}
}
