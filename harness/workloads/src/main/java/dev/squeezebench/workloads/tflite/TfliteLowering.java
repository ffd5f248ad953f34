package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Projection;
import java.util.Optional;

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

    /**
     * Adds a block's widening projection, its activation and its narrowing projection in one, where that is better than
     * one after the other.
     *
     * @param x {@code [batch, 1, sequence, width]}
     * @return {@code [batch, 1, sequence, width]}; empty where they are to be added one after the other
     */
    default Optional<Value> feedForward(Operators operators, EncoderBlock block, Value x) {
        return Optional.empty();
    }
}
