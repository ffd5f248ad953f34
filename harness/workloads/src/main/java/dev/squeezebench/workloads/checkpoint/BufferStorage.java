package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import java.nio.ByteBuffer;

/**
 * A storage in memory, mostly memory-mapped.
 *
 * @param type of the elements
 * @param data the elements, little-endian, from position to limit
 */
record BufferStorage(ElementType type, ByteBuffer data) implements Storage {
    @Override
    public long elements() {
        return data.remaining() / type.bytes();
    }

    @Override
    public void read(long first, byte[] target, int count) {
        data.get(data.position() + Math.toIntExact(first * type.bytes()), target, 0, count * type.bytes());
    }
}
