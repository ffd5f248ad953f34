package dev.squeezebench.measure.tensor;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The format's words for element types. */
enum SafetensorsType {
    BOOL(ElementType.BOOL),
    I8(ElementType.INT8),
    U8(ElementType.UINT8),
    I16(ElementType.INT16),
    I32(ElementType.INT32),
    I64(ElementType.INT64),
    F16(ElementType.FLOAT16),
    BF16(ElementType.BFLOAT16),
    F32(ElementType.FLOAT32),
    F64(ElementType.FLOAT64),
    U16(ElementType.INT32, Short.BYTES),
    U32(ElementType.INT64, Integer.BYTES),
    U64(ElementType.INT64, Long.BYTES);

    private final ElementType type;
    private final int bytes;

    SafetensorsType(ElementType type) {
        this(type, type.bytes());
    }

    /** Unsigned numbers that are read as wider ones, since no runtime here takes them; those of 64 bits as far as int64 goes. */
    SafetensorsType(ElementType type, int bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** What elements are read as. */
    ElementType type() {
        return type;
    }

    /** Of one element in the file. */
    int bytes() {
        return bytes;
    }

    /** Whether elements are stored as they are read. */
    boolean isPlain() {
        return this != U16 && this != U32 && this != U64;
    }

    /** An element as it is read. */
    long unsigned(ByteBuffer data, int index) {
        return switch (this) {
            case U16 -> Short.toUnsignedLong(data.getShort(index * bytes));
            case U32 -> Integer.toUnsignedLong(data.getInt(index * bytes));
            default -> data.getLong(index * bytes);
        };
    }

    static Optional<SafetensorsType> ofWord(String word) {
        for (SafetensorsType candidate : values()) {
            if (candidate.name().equals(word)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static String word(ElementType type) {
        for (SafetensorsType candidate : values()) {
            if (candidate.type == type && candidate.isPlain()) {
                return candidate.name();
            }
        }
        throw new IllegalArgumentException("safetensors has no word for " + type);
    }
}
