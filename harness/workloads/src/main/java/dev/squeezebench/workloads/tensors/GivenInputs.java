package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model's inputs out of a user's file.
 *
 * @param tensors as the model takes them, in its order
 * @param sizes of the model's symbolic axes, by symbol
 */
public record GivenInputs(List<Tensor> tensors, Map<String, Long> sizes) {
    private static final int MOST_NAMES = 12;

    public GivenInputs {
        tensors = List.copyOf(tensors);
        sizes = Map.copyOf(sizes);
    }

    /**
     * Takes the inputs by name. None is made up: which of them could be left out is not ours to guess.
     *
     * @throws UnreadableFileException when some are missing (all are listed), or one has another type or shape
     */
    public static GivenInputs of(TensorFile file, List<TensorInfo> inputs) throws IOException {
        List<String> missing = inputs.stream()
                .map(TensorInfo::name)
                .filter(name -> !file.names().contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw file.wrong(
                    "lacks the input" + (missing.size() == 1 ? " " : "s ") + quoted(missing) + "; it has "
                            + quoted(file.names()),
                    "save every input of the model under its name");
        }
        Axes axes = new Axes();
        List<Tensor> tensors = new ArrayList<>();
        for (TensorInfo input : inputs) {
            tensors.add(tensor(file, input, axes));
        }
        return new GivenInputs(tensors, axes.sizes());
    }

    private static Tensor tensor(TensorFile file, TensorInfo input, Axes axes) throws IOException {
        try {
            Tensor tensor = ExactConversion.convert(file.tensor(input.name()), input.type());
            axes.match(tensor, input);
            return tensor;
        } catch (IllegalArgumentException e) {
            throw file.wrong(
                    Printable.quoted(input.name()) + ' ' + e.getMessage(), "save it as the model takes its inputs");
        }
    }

    static String quoted(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add(Printable.quoted(name)));
        return quoted.isEmpty()
                ? "none"
                : quoted.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                        + (quoted.size() > MOST_NAMES ? " and " + (quoted.size() - MOST_NAMES) + " more" : "");
    }
}
