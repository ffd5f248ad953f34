package dev.squeezebench.workloads.tflite;

import java.util.List;

/**
 * A tensor of a graph, as the operators that take it see it.
 *
 * @param index place in the graph's list of tensors
 * @param shape its dimensions
 */
record Value(int index, List<Integer> shape) {
    Value {
        shape = List.copyOf(shape);
    }
}
