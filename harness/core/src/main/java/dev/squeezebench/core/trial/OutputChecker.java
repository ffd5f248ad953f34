package dev.squeezebench.core.trial;

import dev.squeezebench.core.Expectation;
import dev.squeezebench.core.OutputTolerance;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares what trials computed with what is expected of them, and remembers who computed something first. */
final class OutputChecker {
    private final Map<Path, String> firsts = new HashMap<>();

    /**
     * Checks a trial's outputs.
     *
     * @param outputs safetensors file; absent when the trial did not get that far
     * @throws IOException when a file cannot be read
     */
    OutputCheck check(PlannedScenario planned, Optional<Path> outputs) throws IOException {
        if (planned.expectation() instanceof Expectation.None none) {
            return new OutputCheck.NotChecked(none.reason());
        }
        if (outputs.isEmpty()) {
            return new OutputCheck.NotChecked("the trial did not get as far as its outputs");
        }
        if (planned.expectation() instanceof Expectation.Known known) {
            return comparison(known.name(), known.tolerance(), planned)
                    .check(Safetensors.read(known.file()), Safetensors.read(outputs.get()));
        }
        return agreement(planned, (Expectation.Agreement) planned.expectation(), outputs.get());
    }

    private OutputCheck agreement(PlannedScenario planned, Expectation.Agreement agreement, Path outputs)
            throws IOException {
        String own = planned.scenario().id();
        String first = firsts.computeIfAbsent(agreement.file(), file -> own);
        if (first.equals(own)) {
            if (!Files.exists(agreement.file())) {
                Files.copy(outputs, agreement.file());
            }
            return new OutputCheck.NotChecked(
                    "its outputs are what those of its model's other scenarios are compared with");
        }
        return comparison(first, agreement.tolerance(), planned)
                .check(Safetensors.read(agreement.file()), Safetensors.read(outputs));
    }

    private static OutputComparison comparison(String reference, OutputTolerance tolerance, PlannedScenario planned)
            throws IOException {
        return OutputComparison.masked(reference, tolerance, Safetensors.read(planned.inputs()));
    }
}
