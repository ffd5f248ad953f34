package dev.squeezebench.workloads.network;

import java.util.List;

/**
 * Layer normalisation over the last axis (Ba et al. 2016, arXiv 1607.06450), biased variance.
 *
 * @param name prefix of its parameters, such as {@code embeddings.LayerNorm}
 * @param width size of the last axis
 * @param epsilon added to the variance
 */
public record LayerNorm(String name, int width, double epsilon) {
    public Parameter scale() {
        return new Parameter(name + ".weight", List.of(width), Parameter.Role.NORM_SCALE);
    }

    public Parameter shift() {
        return new Parameter(name + ".bias", List.of(width), Parameter.Role.NORM_SHIFT);
    }

    public List<Parameter> parameters() {
        return List.of(scale(), shift());
    }
}
