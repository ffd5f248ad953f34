package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What must come out of a model, out of a user's file.
 *
 * @param tensors those of the model's outputs that the file has, in the model's order; floating-point values as float64
 * @param absent names of the model's outputs that the file has not, which are not compared
 */
public record GivenOutputs(List<Tensor> tensors, List<String> absent) {
    public GivenOutputs {
        tensors = List.copyOf(tensors);
        absent = List.copyOf(absent);
    }

    /**
     * Takes the outputs by name.
     *
     * @param inputs what goes in: the sizes of its symbolic axes are those of the outputs
     * @throws UnreadableFileException when the file has none of the outputs, or one has another type or shape
     */
    public static GivenOutputs of(TensorFile file, List<TensorInfo> outputs, GivenInputs inputs) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        Axes axes = new Axes(inputs.sizes());
        for (TensorInfo output : outputs) {
            if (file.names().contains(output.name())) {
                tensors.add(tensor(file, output, axes));
            } else {
                absent.add(output.name());
            }
        }
        if (tensors.isEmpty()) {
            throw file.wrong(
                    "has none of the outputs " + GivenInputs.quoted(absent) + "; it has "
                            + GivenInputs.quoted(file.names()),
                    "save what must come out under the names of the model's outputs");
        }
        return new GivenOutputs(tensors, absent);
    }

    private static Tensor tensor(TensorFile file, TensorInfo output, Axes axes) throws IOException {
        try {
            Tensor tensor = file.tensor(output.name());
            axes.match(tensor, output);
            return output.type().isFloatingPoint() ? ExactConversion.convert(tensor, ElementType.FLOAT64) : tensor;
        } catch (IllegalArgumentException e) {
            throw file.wrong(
                    Printable.quoted(output.name()) + ' ' + e.getMessage(), "save it as the model gives its outputs");
        }
    }
}
