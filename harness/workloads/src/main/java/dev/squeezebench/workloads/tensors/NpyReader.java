package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads one array, whatever its byte order and the order of its axes, into a row-major little-endian tensor. */
final class NpyReader {
    private NpyReader() {}

    /**
     * Reads an array to its end.
     *
     * @param name the tensor's name
     * @param stream of all its bytes
     * @param size how many they are by the archive's directory, which bounds what is allocated
     */
    static Tensor read(String name, InputStream stream, long size) throws IOException {
        NpyHeader header = NpyHeader.read(stream);
        NpyType type = header.type();
        long elements = Tensor.elements(header.shape());
        long bytes = elements * type.bytes();
        if (bytes != size - header.bytes() || elements * type.read().bytes() > Integer.MAX_VALUE) {
            throw new NpyFormatException("of shape " + header.shape() + " needs " + bytes + " bytes, but "
                    + (size - header.bytes()) + " follow its header");
        }
        byte[] stored = stream.readNBytes((int) bytes);
        if (stored.length < bytes) {
            throw new EOFException("it ends too early");
        }
        ByteBuffer source =
                ByteBuffer.wrap(stored).order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        ByteBuffer target =
                ByteBuffer.allocate((int) elements * type.read().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        long[] strides = header.fortranOrder() ? fortranStrides(header.shape()) : new long[0];
        for (int i = 0; i < elements; i++) {
            int from = header.fortranOrder() ? place(i, header.shape(), strides) : i;
            copy(source, from * type.bytes(), type, target);
        }
        return new Tensor(name, type.read(), header.shape(), target.flip());
    }

    private static void copy(ByteBuffer source, int at, NpyType type, ByteBuffer target) throws NpyFormatException {
        int wide = type.read().bytes();
        switch (type.bytes()) {
            case Byte.BYTES -> target.put(source.get(at));
            case Short.BYTES -> {
                if (wide == Short.BYTES) {
                    target.putShort(source.getShort(at));
                } else {
                    target.putInt(Short.toUnsignedInt(source.getShort(at)));
                }
            }
            case Integer.BYTES -> {
                if (wide == Integer.BYTES) {
                    target.putInt(source.getInt(at));
                } else {
                    target.putLong(Integer.toUnsignedLong(source.getInt(at)));
                }
            }
            default -> {
                long value = source.getLong(at);
                if (type.unsigned() && value < 0) {
                    throw new NpyFormatException(
                            "has the value " + Long.toUnsignedString(value) + ", which int64 has not",
                            "save smaller numbers: no runtime here takes uint64");
                }
                target.putLong(value);
            }
        }
    }

    /** Steps in elements for each axis when the first changes fastest. */
    private static long[] fortranStrides(List<Long> shape) {
        long[] strides = new long[shape.size()];
        long stride = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return strides;
    }

    /** Where the element of a row-major index is stored. */
    private static int place(int index, List<Long> shape, long[] strides) {
        long place = 0;
        long rest = index;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            place += rest % shape.get(axis) * strides[axis];
            rest /= shape.get(axis);
        }
        return Math.toIntExact(place);
    }
}
