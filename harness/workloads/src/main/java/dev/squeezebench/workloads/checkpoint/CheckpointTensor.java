package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tensor of a checkpoint, read only when it is asked for.
 *
 * @param shape dimensions
 * @param strides steps in elements for each dimension
 * @param offset number of the first element in the storage
 * @param storage where the elements are
 */
record CheckpointTensor(List<Long> shape, List<Long> strides, long offset, Storage storage) {
    private static final int CHUNK_BYTES = 1 << 18;
    static final int MOST_DIMENSIONS = 8;

    /**
     * Checks that every element is in the storage.
     *
     * @throws IllegalArgumentException when one does not, or the sizes make no sense; the message says why
     */
    CheckpointTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "it has " + shape.size() + " dimensions and " + strides.size() + " strides");
        }
        if (offset < 0
                || shape.stream().anyMatch(size -> size < 0)
                || strides.stream().anyMatch(step -> step < 0)) {
            throw new IllegalArgumentException(
                    "its offset, shape " + shape + " or strides " + strides + " are negative");
        }
        long last = lastElement(shape, strides, offset);
        if (last - offset >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("it spans more than 2^31 elements");
        }
        if (last >= storage.elements()) {
            throw new IllegalArgumentException("shape " + shape + ", strides " + strides + " and offset " + offset
                    + " reach beyond its storage of " + storage.elements() + " elements");
        }
    }

    /** A row-major tensor that is its whole storage. */
    static CheckpointTensor dense(List<Long> shape, Storage storage) {
        return new CheckpointTensor(shape, rowMajor(shape), 0, storage);
    }

    /** Number of the last element, or -1 for a tensor without elements, which fits into any storage. */
    private static long lastElement(List<Long> shape, List<Long> strides, long offset) {
        try {
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                if (shape.get(i) == 0) {
                    return -1;
                }
                last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
            }
            return last;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("shape " + shape + " and strides " + strides + " overflow", e);
        }
    }

    private static List<Long> rowMajor(List<Long> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.add(stride);
            stride = Math.multiplyExact(stride, Math.max(1, shape.get(i)));
        }
        Collections.reverse(strides);
        return strides;
    }

    /** Whether its elements can become float32 without loss. */
    boolean widens() {
        return FloatWidening.of(storage.type()).isPresent();
    }

    /**
     * All elements as float32, row-major.
     *
     * @param elements product of the shape, which the caller knows from the network
     */
    float[] read(int elements) throws IOException {
        if (strides.equals(rowMajor(shape))) {
            return run(elements);
        }
        float[] values = new float[elements];
        if (elements > 0) {
            gather(run((int) (lastElement(shape, strides, offset) - offset + 1)), 0, 0, values, 0);
        }
        return values;
    }

    /** Consecutive elements of the storage from the offset on. */
    private float[] run(int count) throws IOException {
        float[] values = new float[count];
        ElementType type = storage.type();
        FloatWidening widening = FloatWidening.of(type).orElseThrow();
        int perChunk = CHUNK_BYTES / type.bytes();
        byte[] chunk = new byte[Math.min(count, perChunk) * type.bytes()];
        for (int done = 0; done < count; done += perChunk) {
            int next = Math.min(perChunk, count - done);
            storage.read(offset + done, chunk, next);
            widening.widen(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), values, done, next);
        }
        return values;
    }

    /** Copies what is below one index of each outer dimension; there are at most {@value #MOST_DIMENSIONS}. */
    private int gather(float[] run, int dimension, long first, float[] target, int from) {
        if (dimension == shape.size()) {
            target[from] = run[(int) first];
            return from + 1;
        }
        int next = from;
        for (long i = 0; i < shape.get(dimension); i++) {
            next = gather(run, dimension + 1, first + i * strides.get(dimension), target, next);
        }
        return next;
    }
}
