package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Projection;
import java.util.List;

/**
 * A grouped projection as one MatMul with the groups as a batch axis: {@code [B, G, S, in/G] x [G, in/G, out/G]}. A
 * single group is a plain MatMul.
 */
final class OnnxBatchedMatMulLowering implements OnnxLowering {
    @Override
    public String name() {
        return "batched-matmul";
    }

    @Override
    public Layout layout() {
        return Layout.CHANNELS_LAST;
    }

    @Override
    public Projected project(GraphBuilder graph, Projection projection, String input) {
        if (projection.groups() == 1) {
            return OnnxDenseLowering.matMul(graph, projection, input);
        }
        String product = graph.node(
                "MatMul",
                projection.name() + "/MatMul",
                List.of(groups(graph, projection, input), graph.weight(WeightTensor.groupsTransposed(projection))));
        String rows = graph.node(
                "Transpose",
                projection.name() + "/rows",
                List.of(product),
                Attributes.integers("perm", layout().rowsOfHeads()));
        String merged = graph.node(
                "Reshape",
                projection.name() + "/merged",
                List.of(rows, graph.integers(layout().mergeChannels(projection.out()))));
        return Projected.withoutBias(merged, projection);
    }

    /** The input as {@code [B, G, S, in/G]}, shared by projections that read the same value. */
    private String groups(GraphBuilder graph, Projection projection, String input) {
        int groups = projection.groups();
        return graph.once(input + "/groups" + groups, name -> {
            String split = graph.node(
                    "Reshape",
                    name + "/split",
                    List.of(input, graph.integers(layout().splitChannels(groups, projection.in() / groups))));
            graph.node("Transpose", name, List.of(split), Attributes.integers("perm", layout().rowsOfHeads()));
        });
    }
}
