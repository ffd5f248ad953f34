package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares what trials computed with what is expected of them, and remembers who computed something first. */
public final class OutputChecker {
    private final Map<Path, String> firsts = new HashMap<>();

    /**
     * Checks a trial's outputs.
     *
     * @param scenario id of the scenario that the trial measured
     * @param expectation what its outputs are compared with
     * @param inputs safetensors file with its inputs
     * @param outputs safetensors file; absent when the trial did not get that far
     * @throws IOException when a file cannot be read
     */
    public OutputCheck check(String scenario, Expectation expectation, Path inputs, Optional<Path> outputs)
            throws IOException {
        if (expectation instanceof Expectation.None none) {
            return new OutputCheck.NotChecked(none.reason());
        }
        if (outputs.isEmpty()) {
            return new OutputCheck.NotChecked("the trial did not get as far as its outputs");
        }
        if (expectation instanceof Expectation.Known known) {
            return comparison(known.name(), known.tolerance(), inputs)
                    .check(Safetensors.read(known.file()), Safetensors.read(outputs.get()));
        }
        return agreement(scenario, (Expectation.Agreement) expectation, inputs, outputs.get());
    }

    private OutputCheck agreement(String own, Expectation.Agreement agreement, Path inputs, Path outputs)
            throws IOException {
        String first = firsts.computeIfAbsent(agreement.file(), file -> own);
        if (first.equals(own)) {
            if (!Files.exists(agreement.file())) {
                Files.copy(outputs, agreement.file());
            }
            return new OutputCheck.NotChecked(
                    "its outputs are what those of its model's other scenarios are compared with");
        }
        return comparison(first, agreement.tolerance(), inputs)
                .check(Safetensors.read(agreement.file()), Safetensors.read(outputs));
    }

    private static OutputComparison comparison(String reference, OutputTolerance tolerance, Path inputs)
            throws IOException {
        return OutputComparison.masked(reference, tolerance, Safetensors.read(inputs));
    }
}
