package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import java.util.Map;

/**
 * How an array's elements are stored, and what they are read as.
 *
 * @param bytes of one element in the file
 * @param bigEndian whether the highest byte comes first
 * @param unsigned whether the highest bit is one of the number
 * @param read the element type that has every such value, wider than in the file for unsigned integers; unsigned integers
 *     of 64 bits are read as int64, which has the lower half of them
 */
record NpyType(int bytes, boolean bigEndian, boolean unsigned, ElementType read) {
    private static final Map<String, ElementType> READ = Map.ofEntries(
            Map.entry("b1", ElementType.BOOL),
            Map.entry("i1", ElementType.INT8),
            Map.entry("u1", ElementType.UINT8),
            Map.entry("i2", ElementType.INT16),
            Map.entry("u2", ElementType.INT32),
            Map.entry("i4", ElementType.INT32),
            Map.entry("u4", ElementType.INT64),
            Map.entry("i8", ElementType.INT64),
            Map.entry("u8", ElementType.INT64),
            Map.entry("f2", ElementType.FLOAT16),
            Map.entry("f4", ElementType.FLOAT32),
            Map.entry("f8", ElementType.FLOAT64));

    /**
     * The type of a description such as {@code <i8}.
     *
     * @throws NpyFormatException when such elements are not read; the message says why
     */
    static NpyType of(String descr) throws NpyFormatException {
        if (descr.contains("O")) {
            throw new NpyFormatException(
                    "has Python objects, which only running a pickle could read",
                    "save it with elements of another type");
        }
        char order = descr.isEmpty() ? ' ' : descr.charAt(0);
        ElementType read = descr.isEmpty() ? null : READ.get(descr.substring(1));
        if (read == null || "<>|".indexOf(order) < 0) {
            throw new NpyFormatException(
                    "has element type " + Printable.quoted(descr) + ", which is not read",
                    "save it with elements of another type: bool, int8 to int64, uint8 to uint64 or float16 to float64");
        }
        return new NpyType(descr.charAt(2) - '0', order == '>', descr.charAt(1) == 'u', read);
    }
}
