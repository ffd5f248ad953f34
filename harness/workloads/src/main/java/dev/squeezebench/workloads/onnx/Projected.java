package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Projection;
import java.util.List;
import java.util.Optional;

/**
 * Result of a projection whose bias may still be missing, because the operator behind it may take the bias along.
 *
 * @param value name of the value
 * @param pendingBias the projection whose bias is still to be added over the last axis
 */
record Projected(String value, Optional<Projection> pendingBias) {
    static Projected complete(String value) {
        return new Projected(value, Optional.empty());
    }

    static Projected withoutBias(String value, Projection projection) {
        return new Projected(value, Optional.of(projection));
    }

    /** The value with its bias added by an operator of its own where it is missing. */
    String biased(GraphBuilder graph) {
        return pendingBias
                .map(projection -> graph.node(
                        "Add",
                        projection.name() + "/Add",
                        List.of(value, graph.weight(WeightTensor.of(projection.bias())))))
                .orElse(value);
    }
}
