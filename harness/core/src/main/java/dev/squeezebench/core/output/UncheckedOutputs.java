package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What can be said of outputs that were not judged: that they were not, why, and whether they contain a NaN. */
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
        List<Warning> warnings = new ArrayList<>(tooSmall(check));
        if (!(check instanceof OutputCheck.NotChecked unchecked) || outputs.isEmpty()) {
            return warnings;
        }
        if (expectation instanceof Expectation.None none) {
            warnings.add(
                    WarningCode.OUTPUTS_UNCHECKED.warning("outputs were not checked: " + none.reason(), none.remedy()));
        } else if (expectation instanceof Expectation.Known) {
            warnings.add(WarningCode.OUTPUTS_TOO_SMALL.warning(
                    "outputs were not checked: " + unchecked.reason(),
                    "give inputs by --inputs for which the model's outputs are larger"));
        }
        for (Tensor output : Safetensors.read(outputs.get())) {
            long notNumbers = notNumbers(output);
            if (notNumbers > 0) {
                // Infinities may be what a model masks with; a NaN is no answer, and slow on some processors.
                warnings.add(WarningCode.OUTPUTS_NAN.warning(
                        "output " + Printable.quoted(output.name()) + " is NaN in " + notNumbers + " of "
                                + output.elements() + " values",
                        "give real data by --inputs, or look for the operator that makes the first NaN"));
            }
        }
        return warnings;
    }

    private static List<Warning> tooSmall(OutputCheck check) {
        if (!(check instanceof OutputCheck.Checked checked)
                || checked.notJudged().isEmpty()) {
            return List.of();
        }
        String outputs = checked.notJudged().stream()
                .map(output -> Printable.quoted(output.name()) + ": " + output.reason())
                .collect(Collectors.joining("; "));
        return List.of(WarningCode.OUTPUTS_TOO_SMALL.warning(
                "some outputs were not checked: " + outputs,
                "give inputs by --inputs for which the model's outputs are larger"));
    }

    private static long notNumbers(Tensor output) {
        TensorValues values = new TensorValues(output);
        return IntStream.range(0, Math.toIntExact(output.elements()))
                .filter(index -> Double.isNaN(values.at(index)))
                .count();
    }
}
