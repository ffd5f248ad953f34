package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of symbolic axes so far. */
final class Axes {
    private final Map<String, Long> sizes;

    Axes() {
        this(Map.of());
    }

    Axes(Map<String, Long> known) {
        sizes = new TreeMap<>(known);
    }

    Map<String, Long> sizes() {
        return sizes;
    }

    /**
     * Compares a tensor's shape with what the model says.
     *
     * @throws IllegalArgumentException when it is another; the message goes on after the tensor's name
     */
    void match(Tensor tensor, TensorInfo info) {
        List<TensorInfo.Dimension> dimensions = info.dimensions();
        boolean fits = tensor.shape().size() == dimensions.size();
        for (int axis = 0; fits && axis < dimensions.size(); axis++) {
            long size = tensor.shape().get(axis);
            TensorInfo.Dimension dimension = dimensions.get(axis);
            long wanted = dimension.size().isPresent()
                    ? dimension.size().getAsLong()
                    : dimension
                            .symbol()
                            .map(symbol -> sizes.computeIfAbsent(symbol, s -> size))
                            .orElse(size);
            fits = size == wanted;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "has shape " + tensor.shape() + ", and the model wants " + wanted(dimensions));
        }
    }

    private String wanted(List<TensorInfo.Dimension> dimensions) {
        return dimensions.stream().map(this::wanted).collect(Collectors.joining(", ", "[", "]"));
    }

    private String wanted(TensorInfo.Dimension dimension) {
        if (dimension.size().isPresent()) {
            return String.valueOf(dimension.size().getAsLong());
        }
        return dimension
                .symbol()
                .map(symbol -> sizes.containsKey(symbol) ? String.valueOf(sizes.get(symbol)) : Printable.text(symbol))
                .orElse("any");
    }
}
