package dev.squeezebench.workloads.network;

import java.util.List;

/**
 * One trained tensor, as the original implementation names and shapes it.
 *
 * @param name Hugging Face's name without a model prefix, such as {@code encoder.layer.0.attention.self.query.weight}
 * @param shape its dimensions in the checkpoint
 * @param role what it is for, which decides how a seeded one is scaled
 */
public record Parameter(String name, List<Integer> shape, Role role) {
    public Parameter {
        shape = List.copyOf(shape);
    }

    /** What a parameter is for. */
    public enum Role {
        EMBEDDING,
        WEIGHT,
        BIAS,
        NORM_SCALE,
        NORM_SHIFT
    }

    /** Number of scalars. */
    public long elements() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
