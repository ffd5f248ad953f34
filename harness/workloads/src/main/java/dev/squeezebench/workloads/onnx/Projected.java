package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Projection;
import java.util.List;
import java.util.Optional;

/**
 * Result of a projection whose bias may still be missing, because the operator behind it may take the bias along.
 *
 * @param value name of the value
 * @param pendingBias what is still to be added over the last axis
 */
record Projected(String value, Optional<Bias> pendingBias) {
    /**
     * A bias that is not added yet.
     *
     * @param scope prefix for the name of the node that adds it
     * @param tensor its values
     */
    record Bias(String scope, WeightTensor tensor) {}

    static Projected complete(String value) {
        return new Projected(value, Optional.empty());
    }

    static Projected withoutBias(String value, Projection projection) {
        return new Projected(value, Optional.of(new Bias(projection.name(), WeightTensor.of(projection.bias()))));
    }

    /** The channels of one group. */
    static Projected withoutBias(String value, Projection projection, int group) {
        return new Projected(
                value,
                Optional.of(new Bias(projection.name() + "/group" + group, WeightTensor.groupBias(projection, group))));
    }

    /** The value with its bias added by an operator of its own where it is missing. */
    String biased(GraphBuilder graph) {
        return pendingBias
                .map(bias -> graph.node("Add", bias.scope() + "/Add", List.of(value, graph.weight(bias.tensor()))))
                .orElse(value);
    }
}
