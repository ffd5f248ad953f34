package dev.squeezebench.core;

import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.records.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A planned scenario of which nothing is on disk, on a runner that has a processor and a device. */
public final class FakePlan {
    private FakePlan() {}

    public static PlannedScenario on(String acceleration) {
        return new PlannedScenario(
                new Scenario.Builder("bert")
                        .graph("dense", "none")
                        .dtype("float32")
                        .sequenceLength(128)
                        .runtime("ort", "1.0")
                        .acceleration(acceleration)
                        .build(),
                new RunnerDistribution(
                        new RunnerInfo("ort", "1.0", "onnx", List.of("cpu", "cuda"), List.of("cpu")),
                        new RunnerDescriptor(Path.of(RunnerDescriptor.NAME), Map.of()),
                        Optional.empty(),
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
}
