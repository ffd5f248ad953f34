package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What can be said of outputs that were compared with nothing: that they were not, and that they hold a NaN. */
public final class UncheckedOutputs {
    private UncheckedOutputs() {}

    /**
     * Warnings of a trial that got as far as its outputs; none when they were compared.
     *
     * @param expectation what they should have been compared with
     * @param outputs safetensors file; absent when the trial did not get that far
     * @throws IOException when the file cannot be read
     */
    public static List<Warning> warnings(Expectation expectation, OutputCheck check, Optional<Path> outputs)
            throws IOException {
        List<Warning> warnings = new ArrayList<>();
        if (!(check instanceof OutputCheck.NotChecked) || outputs.isEmpty()) {
            return warnings;
        }
        if (expectation instanceof Expectation.None none) {
            warnings.add(new Warning(
                    "outputs_unchecked",
                    "outputs were not checked: " + none.reason(),
                    "give what must come out by --expect, or a second target"));
        }
        for (Tensor output : Safetensors.read(outputs.get())) {
            long notNumbers = notNumbers(output);
            if (notNumbers > 0) {
                // Infinities may be what a model masks with; a NaN is nobody's answer, and slow on some processors.
                warnings.add(new Warning(
                        "outputs_nan",
                        "output " + Printable.quoted(output.name()) + " is NaN in " + notNumbers + " of "
                                + output.elements() + " values",
                        "give real data by --inputs, or look for the operator that makes the first NaN"));
            }
        }
        return warnings;
    }

    private static long notNumbers(Tensor output) {
        TensorValues values = new TensorValues(output);
        return IntStream.range(0, Math.toIntExact(output.elements()))
                .filter(index -> Double.isNaN(values.at(index)))
                .count();
    }
}
