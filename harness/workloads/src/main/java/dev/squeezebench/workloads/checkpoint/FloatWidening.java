package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.ElementType;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Turns elements of a narrower or equal type into float32, without loss. */
@FunctionalInterface
interface FloatWidening {
    /**
     * Converts a run of elements.
     *
     * @param source the elements from its position on, little-endian
     */
    void widen(ByteBuffer source, float[] target, int from, int count);

    /** The conversion from a type; absent when it would lose or is none of a weight's types. */
    static Optional<FloatWidening> of(ElementType type) {
        return switch (type) {
            case FLOAT32 ->
                Optional.of(
                        (source, target, from, count) -> source.asFloatBuffer().get(target, from, count));
            case FLOAT16 ->
                Optional.of((source, target, from, count) -> {
                    for (int i = 0; i < count; i++) {
                        target[from + i] = half(source.getShort());
                    }
                });
            case BFLOAT16 ->
                Optional.of((source, target, from, count) -> {
                    for (int i = 0; i < count; i++) {
                        target[from + i] = Float.intBitsToFloat(source.getShort() << 16);
                    }
                });
            default -> Optional.empty();
        };
    }

    /** IEEE 754 binary16 to binary32; JDK 17 has no conversion of its own. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            // Subnormal: fraction x 2^-24, exact in a float.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
    }
}
