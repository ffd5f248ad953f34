package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Projection;
import java.util.List;

/**
 * Walks a network and writes its graph. Block outputs are called {@code hidden_states.N}, N = 0 after the embeddings,
 * as the original implementation counts them.
 *
 * @param graph where to
 * @param lowering writes the projections
 * @param fusion writes what is between them
 */
record EncoderGraph(GraphBuilder graph, OnnxLowering lowering, Fusion fusion) {
    /** The graph of a network. */
    static GraphBuilder of(Network network, OnnxLowering lowering, Fusion fusion, FloatFormat realType) {
        GraphBuilder graph = new GraphBuilder(network.architecture(), realType);
        Inputs.declare(graph, network);
        new EncoderGraph(graph, lowering, fusion).write(network);
        return graph;
    }

    private void write(Network network) {
        int depth = network.blocks().size();
        fusion.embed(graph, network.embeddings(), hiddenState(0, depth));
        for (int layer = 0; layer < depth; layer++) {
            block(network.blocks().get(layer), hiddenState(layer, depth), hiddenState(layer + 1, depth));
        }
        network.pooler().ifPresent(this::pooler);
    }

    private static String hiddenState(int index, int depth) {
        return index == depth ? Network.LAST_HIDDEN_STATE : "hidden_states." + index;
    }

    private void block(EncoderBlock block, String input, String output) {
        Layout layout = lowering.layout();
        String source = layout.fromStream(graph, input);
        String context = fusion.attend(
                graph,
                block.attention(),
                new Fusion.Heads(
                        block.name() + ".attention",
                        layout,
                        lowering.project(graph, block.attention().query(), source),
                        lowering.project(graph, block.attention().key(), source),
                        lowering.project(graph, block.attention().value(), source)));
        Projected attended = lowering.project(graph, block.postAttention(), context);
        String middle = block.attentionNorm().name() + "/normalised";
        fusion.addAndNormalise(graph, block.attentionNorm(), input, layout.toStream(graph, attended), middle);

        Projected narrowed = lowering.feedForward(graph, fusion, block, layout.fromStream(graph, middle));
        fusion.addAndNormalise(graph, block.outputNorm(), middle, layout.toStream(graph, narrowed), output);
    }

    /** The first position, {@code [B, C]}: no lowering and no layout. */
    private void pooler(Projection pooler) {
        String first = graph.node(
                "Gather",
                pooler.name() + "/first",
                List.of(Network.LAST_HIDDEN_STATE, graph.integer(0)),
                Attributes.integer("axis", 1));
        new Unfused()
                .activate(
                        graph, Activation.TANH, Network.POOLER_OUTPUT, OnnxDenseLowering.matMul(graph, pooler, first));
    }
}
