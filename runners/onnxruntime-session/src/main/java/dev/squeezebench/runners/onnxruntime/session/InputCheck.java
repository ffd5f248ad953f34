package dev.squeezebench.runners.onnxruntime.session;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.text.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares tensors with the inputs that a model declares, so that a wrong one is refused by name before it is bound. */
final class InputCheck {
    private InputCheck() {}

    /**
     * Checks all inputs together.
     *
     * @throws RunnerException when one is missing, unknown, given twice, or of another type or shape
     */
    static void check(List<TensorInfo> declared, List<Tensor> given) throws RunnerException {
        Map<String, Tensor> byName = new HashMap<>();
        for (Tensor tensor : given) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new RunnerException("input " + Printable.quoted(tensor.name()) + " is given twice");
            }
        }
        Map<String, Long> symbols = new HashMap<>();
        for (TensorInfo info : declared) {
            Tensor tensor = byName.remove(info.name());
            if (tensor == null) {
                throw new RunnerException("input " + Printable.quoted(info.name()) + " is missing");
            }
            check(info, tensor, symbols);
        }
        for (String unknown : byName.keySet()) {
            throw new RunnerException("the model has no input " + Printable.quoted(unknown) + ", only "
                    + declared.stream().map(TensorInfo::name).collect(Collectors.joining(", ")));
        }
    }

    private static void check(TensorInfo info, Tensor tensor, Map<String, Long> symbols) throws RunnerException {
        if (tensor.type() != info.type()) {
            throw new RunnerException("input " + Printable.quoted(info.name()) + " is of type "
                    + info.type().word() + " and was given "
                    + tensor.type().word());
        }
        boolean fits = tensor.shape().size() == info.dimensions().size();
        for (int axis = 0; fits && axis < tensor.shape().size(); axis++) {
            fits = fits(info.dimensions().get(axis), tensor.shape().get(axis), symbols);
        }
        if (!fits) {
            throw new RunnerException("input " + Printable.quoted(info.name()) + " is of shape " + shape(info)
                    + " and was given " + tensor.shape());
        }
    }

    /** An open dimension takes any size, a symbol the same one wherever it occurs. */
    private static boolean fits(Dimension dimension, long size, Map<String, Long> symbols) {
        if (dimension.size().isPresent()) {
            return dimension.size().getAsLong() == size;
        }
        return dimension
                .symbol()
                .map(symbol -> symbols.computeIfAbsent(symbol, first -> size) == size)
                .orElse(true);
    }

    private static String shape(TensorInfo info) {
        return info.dimensions().stream()
                .map(dimension -> dimension.size().isPresent()
                        ? Long.toString(dimension.size().getAsLong())
                        : dimension.symbol().orElse("?"))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
