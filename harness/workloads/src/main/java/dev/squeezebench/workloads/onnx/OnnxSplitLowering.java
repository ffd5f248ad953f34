package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Projection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A grouped projection as one MatMul a group between a Split and a Concat of the channels; of a widening and a narrowing
 * projection with equal groups each group goes through both and the activation between. A single group is a plain MatMul.
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
                .mapToObj(group -> product(graph, projection, group, slices.get(group)))
                .toList();
        return concatenated(graph, projection, products);
    }

    /**
     * A group of the narrowing projection reads what the same group of the widening one makes, and the activation is by
     * element: no value of the full inner width is put together and taken apart.
     */
    @Override
    public Projected feedForward(GraphBuilder graph, Fusion fusion, EncoderBlock block, String input) {
        if (!block.groupsRunThrough()) {
            return OnnxLowering.super.feedForward(graph, fusion, block, input);
        }
        Projection widening = block.intermediate();
        Projection narrowing = block.output();
        int groups = widening.groups();
        List<String> slices = slices(graph, input, groups);
        List<String> products = IntStream.range(0, groups)
                .mapToObj(group -> {
                    Projected widened =
                            Projected.withoutBias(product(graph, widening, group, slices.get(group)), widening, group);
                    String active = fusion.activate(
                            graph, block.activation(), OnnxLowering.activated(block) + ".group" + group, widened);
                    return product(graph, narrowing, group, active);
                })
                .toList();
        return concatenated(graph, narrowing, products);
    }

    private static String product(GraphBuilder graph, Projection projection, int group, String slice) {
        return graph.node(
                "MatMul",
                projection.name() + "/MatMul.group" + group,
                List.of(slice, graph.weight(WeightTensor.groupTransposed(projection, group))));
    }

    private static Projected concatenated(GraphBuilder graph, Projection projection, List<String> products) {
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
