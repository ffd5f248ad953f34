package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.workloads.network.Network;
import java.util.List;

/** Names and shapes at the edge of the graph, and the forms of the inputs that several layers share. */
final class Inputs {
    static final String INPUT_IDS = "input_ids";
    static final String ATTENTION_MASK = "attention_mask";
    static final String TOKEN_TYPE_IDS = "token_type_ids";
    static final String LAST_HIDDEN_STATE = "last_hidden_state";
    static final String POOLER_OUTPUT = "pooler_output";
    static final String BATCH = "batch";
    static final String SEQUENCE = "sequence";

    private Inputs() {}

    /** Declares inputs and outputs; batch and sequence have names instead of sizes. */
    static void declare(GraphBuilder graph, Network network) {
        for (String name : List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS)) {
            graph.input(name, DataType.INT64, GraphBuilder.symbol(BATCH), GraphBuilder.symbol(SEQUENCE));
        }
        graph.output(
                LAST_HIDDEN_STATE,
                graph.realType().dataType(),
                GraphBuilder.symbol(BATCH),
                GraphBuilder.symbol(SEQUENCE),
                GraphBuilder.size(network.width()));
        graph.output(
                POOLER_OUTPUT,
                graph.realType().dataType(),
                GraphBuilder.symbol(BATCH),
                GraphBuilder.size(network.width()));
    }

    /** An input as int32, which ONNX Runtime's own operators ask for. */
    static String int32(GraphBuilder graph, String input) {
        return graph.once(input + "/int32", name -> cast(graph, name, input, DataType.INT32));
    }

    /** {@code [B, 1, 1, S]}: 0 where attention may look, {@link RealType#hidden} where not. */
    static String additiveMask(GraphBuilder graph) {
        return graph.once(ATTENTION_MASK + "/additive", name -> {
            String kept = graph.node(
                    "Unsqueeze", ATTENTION_MASK + "/unsqueezed", List.of(ATTENTION_MASK, graph.integers(1, 2)));
            RealType type = graph.realType();
            String real = cast(graph, ATTENTION_MASK + '/' + type.elementType().word(), kept, type.dataType());
            String hidden = graph.node("Sub", ATTENTION_MASK + "/hidden", List.of(graph.real(1), real));
            graph.node("Mul", name, List.of(hidden, graph.real(type.hidden())));
        });
    }

    private static String cast(GraphBuilder graph, String output, String input, DataType type) {
        return graph.node("Cast", output, List.of(input), Attributes.integer("to", type.getNumber()));
    }
}
