package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.util.List;

/** Largest absolute differences between tensors at the positions that a mask keeps. */
public final class Differences {
    private Differences() {}

    /**
     * The largest difference; not a number when one of the values is none.
     *
     * @param mask int64, {@code [batch, sequence]}
     * @param actual {@code [batch, sequence, width]} or {@code [batch, width]}, float32 or float64
     * @param expected of the same shape
     */
    public static double largest(Tensor mask, Tensor actual, Tensor expected) {
        if (!actual.shape().equals(expected.shape())) {
            throw new AssertionError(actual.name() + ": " + actual.shape() + " is not " + expected.shape());
        }
        List<Long> shape = actual.shape();
        int width = Math.toIntExact(shape.get(shape.size() - 1));
        double largest = 0;
        for (int i = 0; i < actual.elements(); i++) {
            if (shape.size() == 2 || mask.data().asLongBuffer().get(i / width) == 1) {
                double difference = Math.abs(value(actual, i) - value(expected, i));
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    public static double value(Tensor tensor, int index) {
        return tensor.type() == ElementType.FLOAT64
                ? tensor.data().getDouble(index * Double.BYTES)
                : tensor.data().getFloat(index * Float.BYTES);
    }
}
