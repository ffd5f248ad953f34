package dev.squeezebench.measure.tensor;

import dev.squeezebench.records.text.Words;

/** Element type of a tensor. */
public enum ElementType {
    BOOL(1),
    INT8(1),
    UINT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether its values are floating-point numbers; the others are integers, of which 0 and 1 are the truth values. */
    public boolean isFloatingPoint() {
        return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** Word in ids and flags, such as {@code float32}. */
    public String word() {
        return Words.of(this);
    }
}
