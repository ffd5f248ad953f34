package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Projection;
import java.util.List;

/** Projections of a single group as MatMul over {@code [B, S, C]}, for networks that have no other. */
final class OnnxDenseLowering implements OnnxLowering {
    @Override
    public String name() {
        return "dense";
    }

    @Override
    public boolean appliesTo(Network network) {
        return !network.hasGroups();
    }

    @Override
    public Layout layout() {
        return Layout.CHANNELS_LAST;
    }

    @Override
    public Projected project(GraphBuilder graph, Projection projection, String input) {
        return matMul(graph, projection, input);
    }

    /** One MatMul over the last axis. */
    static Projected matMul(GraphBuilder graph, Projection projection, String input) {
        String weight = graph.weight(WeightTensor.transposed(projection));
        return Projected.withoutBias(
                graph.node("MatMul", projection.name() + "/MatMul", List.of(input, weight)), projection);
    }
}
