package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Element type and dimensions of a tensor, as a runtime reports them.
 *
 * @param dtype word of the element type, such as {@code float32}
 * @param sizes its dimensions; none for a scalar
 */
public record TensorShape(String dtype, List<Long> sizes) {
    public TensorShape {
        sizes = Collections.unmodifiableList(new ArrayList<>(sizes));
    }

    /** Bytes of the whole tensor, its elements packed. */
    public long bytes() {
        long bytes = bytesOf(dtype);
        for (long size : sizes) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return bytes;
    }

    private static long bytesOf(String dtype) {
        return switch (dtype) {
            case "float64", "int64", "uint64" -> Long.BYTES;
            case "float32", "int32", "uint32" -> Integer.BYTES;
            case "float16", "bfloat16", "int16", "uint16" -> Short.BYTES;
            default -> 1;
        };
    }

    /** As people read it, such as {@code float32 1x128x768}. */
    @Override
    public String toString() {
        return sizes.isEmpty()
                ? dtype
                : dtype + ' ' + sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
