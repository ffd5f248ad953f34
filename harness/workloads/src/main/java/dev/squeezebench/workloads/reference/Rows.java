package dev.squeezebench.workloads.reference;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Hidden states of all positions of a batch, one row each. Rows are worked on in parallel, each by one thread, so the
 * result does not depend on the number of threads.
 */
final class Rows {
    final int count;
    final int width;
    final double[] values;

    Rows(int count, int width) {
        this.count = count;
        this.width = width;
        this.values = new double[Math.multiplyExact(count, width)];
    }

    int offset(int row) {
        return row * width;
    }

    static void forEach(int count, IntConsumer work) {
        IntStream.range(0, count).parallel().forEach(work);
    }

    /** Adds another of the same shape. */
    void add(Rows other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values[i];
        }
    }

    void apply(DoubleUnaryOperator function) {
        forEach(count, row -> {
            for (int i = offset(row); i < offset(row) + width; i++) {
                values[i] = function.applyAsDouble(values[i]);
            }
        });
    }

    Tensor tensor(String name, List<Long> shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return new Tensor(name, ElementType.FLOAT64, shape, bytes);
    }
}
