package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Projection;

/** How a projection with groups is written. One with a single group is a {@code FULLY_CONNECTED} under each lowering. */
interface TfliteLowering {
    /** Word in ids and flags. */
    String name();

    /**
     * Adds a projection to the graph.
     *
     * @param projection with more than one group
     * @param x {@code [batch, 1, sequence, in]}
     * @return {@code [batch, 1, sequence, out]}
     */
    Value project(Operators operators, Projection projection, Value x);
}
