package dev.squeezebench.measure.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A named, dense, row-major tensor.
 *
 * @param name as the model names its input or output
 * @param type element type
 * @param shape dimensions, all at least 0; empty for a scalar
 * @param data the elements, little-endian, position 0, limit = elements x {@link ElementType#bytes()}
 */
public record Tensor(String name, ElementType type, List<Long> shape, ByteBuffer data) {
    public Tensor {
        shape = Collections.unmodifiableList(new ArrayList<>(shape));
        long bytes = Math.multiplyExact(elements(shape), (long) type.bytes());
        if (data.remaining() != bytes) {
            throw new IllegalArgumentException("tensor '" + name + "' of shape " + shape + " needs " + bytes
                    + " bytes and has " + data.remaining());
        }
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements from the start, little-endian, with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of elements. */
    public long elements() {
        return elements(shape);
    }

    /**
     * Number of elements of a shape.
     *
     * @throws ArithmeticException when it overflows
     */
    public static long elements(List<Long> shape) {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension in " + shape);
            }
            elements = Math.multiplyExact(elements, dimension);
        }
        return elements;
    }
}
