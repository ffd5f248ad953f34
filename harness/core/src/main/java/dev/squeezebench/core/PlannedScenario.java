package dev.squeezebench.core;

import dev.squeezebench.results.Scenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario with the files it needs.
 *
 * @param scenario what is measured
 * @param runner where it is measured
 * @param model the model file
 * @param modelSha256 its SHA-256, 64 hexadecimal digits; absent when nobody has computed it
 * @param inputs safetensors file with the inputs by name
 * @param expected safetensors file with the reference outputs (F64 or F32) by name; absent where there is no reference
 * @param expectedName what the reference is, such as {@code reference-float64}
 * @param tolerance largest absolute error allowed, above 0
 * @param dimensions sizes for the model's symbolic dimensions, by symbol
 */
public record PlannedScenario(
        Scenario scenario,
        RunnerDistribution runner,
        Path model,
        Optional<String> modelSha256,
        Path inputs,
        Optional<Path> expected,
        String expectedName,
        double tolerance,
        Map<String, Long> dimensions) {
    public PlannedScenario {
        dimensions = Map.copyOf(dimensions);
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance is above 0, not " + tolerance);
        }
        if (!runner.name().equals(scenario.runner())) {
            throw new IllegalArgumentException(
                    "scenario " + scenario.id() + " cannot run on runner '" + runner.name() + "'");
        }
    }
}
