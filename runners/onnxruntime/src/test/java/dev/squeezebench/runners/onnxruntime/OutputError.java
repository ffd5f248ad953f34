package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Largest absolute difference of two tensors at the positions that the mask keeps. */
final class OutputError {
    private final Tensor mask;

    OutputError(Tensor mask) {
        this.mask = mask;
    }

    static Tensor named(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tensor " + name));
    }

    /** Over {@code last_hidden_state} at kept positions and {@code pooler_output}. */
    double largest(List<Tensor> actual, List<Tensor> expected) {
        return Math.max(
                largest(named(actual, "last_hidden_state"), named(expected, "last_hidden_state")),
                largest(named(actual, "pooler_output"), named(expected, "pooler_output")));
    }

    double largest(Tensor actual, Tensor expected) {
        if (!actual.shape().equals(expected.shape())) {
            throw new AssertionError(actual.name() + " is of shape " + actual.shape() + ", not " + expected.shape());
        }
        boolean perPosition = actual.shape().size() == 3;
        long width = actual.shape().get(actual.shape().size() - 1);
        ByteBuffer kept = mask.data();
        ByteBuffer left = actual.data();
        ByteBuffer right = expected.data();
        double largest = 0;
        for (long i = 0; i < actual.elements(); i++) {
            double difference = Math.abs(next(actual, left) - next(expected, right));
            boolean counts = !perPosition || kept.getLong(Math.toIntExact(i / width) * Long.BYTES) == 1;
            // A NaN is the largest error of all, and Math.max keeps it.
            largest = counts ? Math.max(largest, difference) : largest;
        }
        return largest;
    }

    private static double next(Tensor tensor, ByteBuffer data) {
        return switch (tensor.type()) {
            case FLOAT16 -> Float16.value(data.getShort());
            case FLOAT32 -> data.getFloat();
            case FLOAT64 -> data.getDouble();
            default -> throw new AssertionError(tensor.name() + " is " + tensor.type());
        };
    }
}
