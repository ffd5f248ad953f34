package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Parameter;
import java.util.List;

/** The elements of a constant tensor, row-major. */
sealed interface Constant {
    /** Number of elements, four bytes each. */
    long elements();

    /**
     * Consecutive elements of a trained parameter, read from the weights when the file is written.
     *
     * @param parameter where they come from
     * @param from first element
     * @param elements how many
     */
    record Trained(Parameter parameter, long from, long elements) implements Constant {
        public Trained {
            if (from < 0 || elements < 1 || Math.addExact(from, elements) > parameter.elements()) {
                throw new IllegalArgumentException(
                        parameter.name() + " has no elements " + from + " to " + (from + elements));
            }
        }
    }

    /**
     * Integers that belong to the graph: axes, shapes, permutations.
     *
     * @param values the elements
     */
    record Integers(List<Integer> values) implements Constant {
        public Integers {
            values = List.copyOf(values);
        }

        @Override
        public long elements() {
            return values.size();
        }
    }

    /**
     * A number that belongs to the graph, such as an epsilon.
     *
     * @param value the element
     */
    record Scalar(float value) implements Constant {
        @Override
        public long elements() {
            return 1;
        }
    }
}
