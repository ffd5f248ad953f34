package dev.squeezebench.measure.tensor;

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
    F64(ElementType.FLOAT64);

    private final ElementType type;

    SafetensorsType(ElementType type) {
        this.type = type;
    }

    ElementType type() {
        return type;
    }

    static Optional<ElementType> ofWord(String word) {
        for (SafetensorsType candidate : values()) {
            if (candidate.name().equals(word)) {
                return Optional.of(candidate.type);
            }
        }
        return Optional.empty();
    }

    static String word(ElementType type) {
        for (SafetensorsType candidate : values()) {
            if (candidate.type == type) {
                return candidate.name();
            }
        }
        throw new IllegalArgumentException("safetensors has no word for " + type);
    }
}
