package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import java.io.IOException;

/** A run of elements of one type in a weights file, of which tensors are parts. */
interface Storage {
    ElementType type();

    /** Number of elements. */
    long elements();

    /**
     * Copies elements.
     *
     * @param first number of the first element
     * @param target filled from its start, little-endian
     * @param count how many elements; they are in the storage and fit into the target
     */
    void read(long first, byte[] target, int count) throws IOException;
}
