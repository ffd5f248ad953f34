package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Scenarios for tests; nothing of them is on disk. */
final class Plans {
    private Plans() {}

    static Scenario scenario(String workload, String runner) {
        return new Scenario.Builder(workload)
                .graph("conv", "none")
                .dtype("float32")
                .sequenceLength(128)
                .runtime(runner, "1.0")
                .acceleration("cpu")
                .build();
    }

    static PlannedScenario planned(String workload, String runner) {
        return planned(scenario(workload, runner));
    }

    static PlannedScenario planned(Scenario scenario) {
        return new PlannedScenario(
                scenario,
                new RunnerDistribution(
                        scenario.runner(),
                        scenario.runtimeVersion(),
                        "onnx",
                        List.of("cpu"),
                        List.of(Path.of("benchmarks.jar"))),
                Path.of("model.onnx"),
                Optional.empty(),
                Path.of("inputs.safetensors"),
                new Expectation.None("nothing is computed", "none"),
                Map.of(),
                Map.of(),
                List.of(),
                OptionalLong.empty());
    }

    /** The baseline {@code bert} and the candidate {@code squeezebert} on one runner. */
    static List<PlannedScenario> two() {
        return List.of(planned("bert", "ort"), planned("squeezebert", "ort"));
    }

    /** Both on a phone, whose id ends so. */
    static List<PlannedScenario> twoOnPhone(String id) {
        return two().stream()
                .map(each -> on(each.scenario(), each.runner().on(phone(id), Path.of("app.jar")), each))
                .toList();
    }

    /** The same, started by the phone's shell. */
    static PlannedScenario byShell(PlannedScenario planned) {
        return on(
                planned.scenario().toBuilder()
                        .options(Map.of("phone.launch", "shell"))
                        .build(),
                planned.runner(),
                planned);
    }

    private static PlannedScenario on(Scenario scenario, RunnerDistribution runner, PlannedScenario each) {
        return new PlannedScenario(
                scenario,
                runner,
                each.model(),
                each.modelSha256(),
                each.inputs(),
                each.expectation(),
                each.dimensions(),
                each.options(),
                each.adapters(),
                each.flop());
    }

    static RunnerInfo.Phone phone(String id) {
        return new RunnerInfo.Phone(
                id, "localhost:5037", new Device("sha256:" + id, Device.Kind.PHONE, Optional.of("Pixel 3")));
    }

    /** Both on two runners. */
    static List<PlannedScenario> four() {
        return List.of(
                planned("bert", "ort"),
                planned("squeezebert", "ort"),
                planned("bert", "lite"),
                planned("squeezebert", "lite"));
    }

    static ExperimentPlan plan(List<PlannedScenario> scenarios, RunLength length) {
        return ExperimentPlan.oneByOne("bert", Arm.single(scenarios), length, 7);
    }
}
