package dev.squeezebench.workloads.onnx;

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
}
