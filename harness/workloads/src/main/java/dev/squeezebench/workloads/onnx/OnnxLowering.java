package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Projection;

/** How a (grouped) projection is written in the graph. A new one is a class here and its line in {@link OnnxEmitter}. */
interface OnnxLowering {
    /** Word in ids and flags, such as {@code batched-matmul}. */
    String name();

    /** Whether it makes sense for a network. */
    default boolean appliesTo(Network network) {
        return network.hasGroups();
    }

    /** Layout that {@link #project} takes and returns. */
    Layout layout();

    /** Adds the nodes of one projection. */
    Projected project(GraphBuilder graph, Projection projection, String input);

    /** Adds the nodes of a block's widening projection, its activation, and its narrowing projection. */
    default Projected feedForward(GraphBuilder graph, Fusion fusion, EncoderBlock block, String input) {
        Projected widened = project(graph, block.intermediate(), input);
        String active = fusion.activate(graph, block.activation(), activated(block), widened);
        return project(graph, block.output(), active);
    }

    /** Name of the activation's result. */
    static String activated(EncoderBlock block) {
        return block.intermediate().name() + "/activated";
    }
}
