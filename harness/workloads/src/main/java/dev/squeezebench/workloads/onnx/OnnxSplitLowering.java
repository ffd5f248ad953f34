package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Projection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A grouped projection as one MatMul a group between a Split and a Concat of the channels. A single group is a plain
 * MatMul.
 */
final class OnnxSplitLowering implements OnnxLowering {
    private static final int CHANNEL_AXIS = 2;

    @Override
    public String name() {
        return "split";
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
        List<String> slices = slices(graph, input, projection.groups());
        List<String> products = IntStream.range(0, projection.groups())
                .mapToObj(group -> graph.node(
                        "MatMul",
                        projection.name() + "/MatMul.group" + group,
                        List.of(slices.get(group), graph.weight(WeightTensor.groupTransposed(projection, group)))))
                .toList();
        return Projected.withoutBias(
                graph.node("Concat", projection.name() + "/Concat", products, Attributes.integer("axis", CHANNEL_AXIS)),
                projection);
    }

    /** The groups of the input, shared by projections that read the same value. */
    private static List<String> slices(GraphBuilder graph, String input, int groups) {
        List<String> slices = IntStream.range(0, groups)
                .mapToObj(group -> input + "/group" + group + "of" + groups)
                .toList();
        graph.once(
                slices.get(0),
                first -> graph.node(
                        "",
                        "Split",
                        slices,
                        List.of(input),
                        Attributes.integer("axis", CHANNEL_AXIS),
                        Attributes.integer("num_outputs", groups)));
        return slices;
    }
}
