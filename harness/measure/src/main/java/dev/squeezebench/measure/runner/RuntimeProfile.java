package dev.squeezebench.measure.runner;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.TensorShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a runtime's own profiler says, in the terms that all runtimes share. Nothing in it is a latency: profiling costs time.
 *
 * @param operators in the order in which they first ran
 * @param raw the file that the runtime wrote, or one that has every event of its profiler
 * @param graph the model as the runtime optimised it, in the model's own format; absent where it cannot be had
 */
public record RuntimeProfile(List<Operator> operators, Path raw, Optional<Path> graph) {
    public RuntimeProfile {
        operators = Collections.unmodifiableList(new ArrayList<>(operators));
    }

    /** Which graph an operator's place is counted in. */
    public enum Place {
        /** The model file. */
        MODEL,
        /** {@link RuntimeProfile#graph()}. */
        OPTIMISED,
        /** Only that it belongs to a part of the model that a delegate took: {@link Operator#part()}. */
        DELEGATED,
        /** A graph within the graph, such as the body of a loop: of neither. */
        NESTED
    }

    /**
     * A part of the model that a delegate took. One for all of its operators, of which there may be as many as nodes.
     *
     * @param nodes places in the model of the nodes that it took, in order
     */
    public record Part(List<Integer> nodes) {
        public Part {
            nodes = Collections.unmodifiableList(new ArrayList<>(nodes));
        }
    }

    /**
     * An operator that ran.
     *
     * @param name as the runtime calls it
     * @param type its operator
     * @param on the acceleration that ran it
     * @param place which graph the index counts in
     * @param index place among the nodes of that graph, from 0; absent where it is not known. Of a delegate its own count
     * @param part which part of the model the delegate took; absent for other operators, and where it is not known
     * @param inputs as far as the runtime reports them
     * @param outputs as far as the runtime reports them
     * @param calls in one invocation
     * @param ns time in each invocation, all calls together
     * @param threads how the runtime's threads carried it; absent where it does not say
     */
    public record Operator(
            String name,
            String type,
            String on,
            Place place,
            OptionalInt index,
            Optional<Part> part,
            List<TensorShape> inputs,
            List<TensorShape> outputs,
            int calls,
            LongSeries ns,
            Optional<OperatorThreads> threads) {
        public Operator {
            inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
            outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
        }

        /** One whose threads are not known. */
        public Operator(
                String name,
                String type,
                String on,
                Place place,
                OptionalInt index,
                Optional<Part> part,
                List<TensorShape> inputs,
                List<TensorShape> outputs,
                int calls,
                LongSeries ns) {
            this(name, type, on, place, index, part, inputs, outputs, calls, ns, Optional.empty());
        }
    }
}
