package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
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
                        target[from + i] = Float16.value(source.getShort());
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
}
