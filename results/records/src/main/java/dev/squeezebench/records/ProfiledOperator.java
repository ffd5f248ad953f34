package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An operator of a runtime's graph, as it ran in a profiled session.
 *
 * @param name as the runtime calls it, after its optimisations
 * @param type its operator, such as {@code FusedMatMul}
 * @param on the acceleration that ran it, such as {@code cpu}
 * @param layer the model's own layer that it belongs to, such as {@code encoder.layer.3.intermediate.dense}; absent where no
 *     node of the model could be found for it, or that has no such name
 * @param nodes places in the model's file of the nodes that it computes, from 0; empty where none was found
 * @param kind what it does for the network
 * @param calls in one invocation
 * @param inputs those that the runtime reports; it may leave out weights that it has packed
 * @param outputs what it computes
 * @param flop floating-point operations of its matrix products in one invocation, 2 a multiply-add; absent where unknown
 * @param bytes that it has to read and write at least, weights included; absent where unknown
 * @param ns time in each profiled invocation, all calls of it together
 * @param threads how the threads carried it; absent where the runtime does not say
 */
public record ProfiledOperator(
        String name,
        String type,
        String on,
        Optional<String> layer,
        List<Integer> nodes,
        OperatorKind kind,
        int calls,
        List<TensorShape> inputs,
        List<TensorShape> outputs,
        OptionalLong flop,
        OptionalLong bytes,
        LongSeries ns,
        Optional<OperatorThreads> threads) {
    public ProfiledOperator {
        nodes = Collections.unmodifiableList(new ArrayList<>(nodes));
        inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
        outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
        if (calls < 1) {
            throw new IllegalArgumentException("an operator that ran was called");
        }
    }

    /** One whose threads are not known. */
    public ProfiledOperator(
            String name,
            String type,
            String on,
            Optional<String> layer,
            List<Integer> nodes,
            OperatorKind kind,
            int calls,
            List<TensorShape> inputs,
            List<TensorShape> outputs,
            OptionalLong flop,
            OptionalLong bytes,
            LongSeries ns) {
        this(name, type, on, layer, nodes, kind, calls, inputs, outputs, flop, bytes, ns, Optional.empty());
    }

    /** The same with how threads carried it. */
    public ProfiledOperator with(Optional<OperatorThreads> carried) {
        return new ProfiledOperator(
                name, type, on, layer, nodes, kind, calls, inputs, outputs, flop, bytes, ns, carried);
    }

    /** Whether nodes of the model were found that it computes. */
    public boolean mapped() {
        return !nodes.isEmpty();
    }

    /** The same with other times. */
    public ProfiledOperator withNs(LongSeries times) {
        return new ProfiledOperator(
                name, type, on, layer, nodes, kind, calls, inputs, outputs, flop, bytes, times, threads);
    }
}
