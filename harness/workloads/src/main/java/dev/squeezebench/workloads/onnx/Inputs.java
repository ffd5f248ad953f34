package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.workloads.network.Network;
import java.util.List;

/** Names and shapes at the edge of the graph, and the forms of the inputs that several layers share. */
final class Inputs {
    static final String BATCH = "batch";
    static final String SEQUENCE = "sequence";

    private Inputs() {}

    /** Declares inputs and outputs; batch and sequence have names instead of sizes. */
    static void declare(GraphBuilder graph, Network network) {
        for (String name : Network.inputs()) {
            graph.input(name, DataType.INT64, GraphBuilder.symbol(BATCH), GraphBuilder.symbol(SEQUENCE));
        }
        graph.output(
                Network.LAST_HIDDEN_STATE,
                graph.realType().dataType(),
                GraphBuilder.symbol(BATCH),
                GraphBuilder.symbol(SEQUENCE),
                GraphBuilder.size(network.width()));
        if (network.pooler().isPresent()) {
            graph.output(
                    Network.POOLER_OUTPUT,
                    graph.realType().dataType(),
                    GraphBuilder.symbol(BATCH),
                    GraphBuilder.size(network.width()));
        }
    }

    /** An input as int32, which ONNX Runtime's own operators ask for. */
    static String int32(GraphBuilder graph, String input) {
        return graph.once(input + "/int32", name -> cast(graph, name, input, DataType.INT32));
    }

    /** {@code [B, 1, 1, S]}: 0 where attention may look, {@link FloatFormat#hidden} where not. */
    static String additiveMask(GraphBuilder graph) {
        return graph.once(Network.ATTENTION_MASK + "/additive", name -> {
            String kept = graph.node(
                    "Unsqueeze",
                    Network.ATTENTION_MASK + "/unsqueezed",
                    List.of(Network.ATTENTION_MASK, graph.integers(1, 2)));
            FloatFormat type = graph.realType();
            String real = cast(
                    graph, Network.ATTENTION_MASK + '/' + type.elementType().word(), kept, type.dataType());
            String hidden = graph.node("Sub", Network.ATTENTION_MASK + "/hidden", List.of(graph.real(1), real));
            graph.node("Mul", name, List.of(hidden, graph.real(type.hidden())));
        });
    }

    private static String cast(GraphBuilder graph, String output, String input, DataType type) {
        return graph.node("Cast", output, List.of(input), Attributes.integer("to", type.getNumber()));
    }
}
