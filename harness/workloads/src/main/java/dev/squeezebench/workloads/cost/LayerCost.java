package dev.squeezebench.workloads.cost;

/**
 * Cost of all layers of one kind in one invocation.
 *
 * @param kind which layers
 * @param parameters trained scalars
 * @param flop floating-point operations of matrix products, 2 a multiply-add; look-ups, norms, softmax and activations
 *     are not counted, as in the published figures
 */
public record LayerCost(LayerKind kind, long parameters, long flop) {
    /** Bytes of the parameters as float32. */
    public long float32Bytes() {
        return parameters * Float.BYTES;
    }

    LayerCost plus(LayerCost other) {
        return new LayerCost(kind, Math.addExact(parameters, other.parameters), Math.addExact(flop, other.flop));
    }
}
