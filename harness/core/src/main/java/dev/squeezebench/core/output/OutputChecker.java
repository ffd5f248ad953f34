package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.records.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Compares what trials computed with what is expected of them, and keeps who computed something first beside its outputs. */
public final class OutputChecker {
    /** Ends the name of the file that says who wrote the outputs of its name. */
    private static final String OWNER = ".of";

    private OutputChecker() {}

    /**
     * Checks a trial's outputs.
     *
     * @param arm the arm that the trial measured, as the other arms of the experiment may name it
     * @param expectation what its outputs are compared with
     * @param inputs safetensors file with its inputs
     * @param outputs safetensors file; absent when the trial did not get that far
     * @throws IOException when a file cannot be read
     */
    public static OutputCheck check(String arm, Expectation expectation, Path inputs, Optional<Path> outputs)
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
        return agreement(arm, (Expectation.Agreement) expectation, inputs, outputs.get());
    }

    /** Files, and one thread at a time: a gate's tries and its rounds, and all devices of a run, have one first. */
    private static synchronized OutputCheck agreement(
            String own, Expectation.Agreement agreement, Path inputs, Path outputs) throws IOException {
        Path owner = agreement.file().resolveSibling(agreement.file().getFileName() + OWNER);
        if (!Files.exists(owner)) {
            Files.copy(outputs, agreement.file(), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(owner, own);
        }
        String first = Files.readString(owner);
        if (first.equals(own)) {
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
