package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;

/**
 * How a network is written into a model file.
 *
 * @param lowering one of {@link ModelEmitter#lowerings}
 * @param fusion one of {@link ModelEmitter#fusions}
 * @param elementType of weights and activations
 * @param batch sequences in one invocation, at least 1
 * @param sequenceLength tokens in one sequence, at least 1
 */
public record ModelVariant(String lowering, String fusion, ElementType elementType, int batch, int sequenceLength) {
    /** The lowering of a network without grouped projections: there is nothing to lower. */
    public static final String DENSE = "dense";

    /** The fusion that uses none of a runtime's own fused operators. */
    public static final String NO_FUSION = "none";

    public ModelVariant {
        if (batch < 1 || sequenceLength < 1) {
            throw new IllegalArgumentException(
                    "batch " + batch + " and sequence length " + sequenceLength + " must be at least 1");
        }
    }

    /** A float32 model. */
    public static ModelVariant float32(String lowering, String fusion, int batch, int sequenceLength) {
        return new ModelVariant(lowering, fusion, ElementType.FLOAT32, batch, sequenceLength);
    }
}
