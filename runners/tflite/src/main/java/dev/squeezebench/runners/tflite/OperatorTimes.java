package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteNode;

/** The operators of invocations, out of the events of an interpreter. */
final class OperatorTimes {
    private final Interpreter interpreter;
    private final Kernels kernels;

    OperatorTimes(Interpreter interpreter, Kernels kernels) {
        this.interpreter = interpreter;
        this.kernels = kernels;
    }

    /**
     * One of each operator that ran, in the order of the first invocation.
     *
     * @param invocations the events of each
     * @throws RunnerException when the invocations did not run the same operators
     */
    List<RuntimeProfile.Operator> of(List<List<OperatorEvents.Event>> invocations) throws RunnerException {
        List<Integer> delegates = delegates();
        Map<String, Times> operators = new LinkedHashMap<>();
        for (int i = 0; i < invocations.size(); i++) {
            List<OperatorEvents.Event> events = invocations.get(i);
            long[] own = own(events);
            int part = -1;
            int before = Integer.MAX_VALUE;
            for (int e = 0; e < events.size(); e++) {
                OperatorEvents.Event event = events.get(e);
                if (event.delegated()) {
                    // A delegate counts the operators of each of its parts from 0.
                    part += event.index() <= before ? 1 : 0;
                    before = event.index();
                }
                OptionalInt owner = event.delegated() && part < delegates.size()
                        ? OptionalInt.of(delegates.get(part))
                        : OptionalInt.empty();
                String key = event.name()
                        + ' '
                        + event.index()
                        + ' '
                        + event.delegated()
                        + ' '
                        + owner
                        + ' '
                        + scope(events, event);
                operators
                        .computeIfAbsent(key, first -> new Times(event, owner, invocations.size()))
                        .add(i, own[e]);
            }
        }
        List<RuntimeProfile.Operator> all = new ArrayList<>();
        for (Times times : operators.values()) {
            all.add(described(times));
        }
        if (all.isEmpty()) {
            throw new RunnerException("TensorFlow Lite's profiler reported no operator");
        }
        return Collections.unmodifiableList(all);
    }

    /** The node that was open while it ran: nodes of another graph have the same indices. */
    private static String scope(List<OperatorEvents.Event> events, OperatorEvents.Event event) {
        return event.within().isPresent()
                ? String.valueOf(events.get(event.within().getAsInt()).index())
                : "";
    }

    /** Nodes of delegates in the order in which they run. */
    private List<Integer> delegates() {
        List<Integer> delegates = new ArrayList<>();
        for (int index : Indices.of(interpreter.execution_plan())) {
            if (interpreter.node_and_registration(index).first().delegate() != null) {
                delegates.add(index);
            }
        }
        return delegates;
    }

    /** Time of each event without that of the events within it. */
    private static long[] own(List<OperatorEvents.Event> events) {
        long[] own = new long[events.size()];
        for (int e = 0; e < own.length; e++) {
            own[e] += events.get(e).ns();
            OptionalInt within = events.get(e).within();
            if (within.isPresent()) {
                own[within.getAsInt()] -= events.get(e).ns();
            }
        }
        for (int e = 0; e < own.length; e++) {
            own[e] = Math.max(0, own[e]);
        }
        return own;
    }

    private RuntimeProfile.Operator described(Times times) throws UnsupportedByRunnerException {
        OperatorEvents.Event event = times.first;
        if (event.delegated()) {
            return new RuntimeProfile.Operator(
                    event.name(),
                    event.name(),
                    kernels.word(),
                    RuntimeProfile.Place.DELEGATED,
                    OptionalInt.of(event.index()),
                    times.owner.isPresent() ? part(times.owner.getAsInt()) : Collections.emptyList(),
                    Collections.emptyList(),
                    Collections.emptyList(),
                    times.calls(),
                    LongSeries.of(times.ns));
        }
        // Nodes of a graph that a node of the main one calls are no nodes of the main graph.
        boolean inMain = !event.within().isPresent() && event.index() < interpreter.nodes_size();
        TfLiteNode node =
                inMain ? interpreter.node_and_registration(event.index()).first() : new TfLiteNode();
        return new RuntimeProfile.Operator(
                event.name(),
                event.name(),
                Kernels.BUILTIN.word(),
                RuntimeProfile.Place.MODEL,
                inMain ? OptionalInt.of(event.index()) : OptionalInt.empty(),
                Collections.emptyList(),
                inMain ? shapes(Indices.of(node.inputs())) : Collections.emptyList(),
                inMain ? shapes(Indices.of(node.outputs())) : Collections.emptyList(),
                times.calls(),
                LongSeries.of(times.ns));
    }

    /** Nodes of the model that the delegate's node replaced, in their order. */
    private List<Integer> part(int index) {
        TfLiteNode node = interpreter.node_and_registration(index).first();
        List<Integer> part = new ArrayList<>();
        if (node.delegate() != null) {
            for (int replaced : Indices.of(new TfLiteDelegateParams(node.builtin_data()).nodes_to_replace())) {
                part.add(replaced);
            }
        }
        return part;
    }

    private List<TensorShape> shapes(int... tensors) throws UnsupportedByRunnerException {
        List<TensorShape> shapes = new ArrayList<>();
        int[] present = Arrays.stream(tensors).filter(index -> index >= 0).toArray();
        for (NativeTensor tensor : NativeTensor.of(interpreter, present)) {
            shapes.add(new TensorShape(tensor.type().word(), tensor.shape()));
        }
        return shapes;
    }

    /** Adds up the calls of an operator. */
    private static final class Times {
        private final OperatorEvents.Event first;
        private final OptionalInt owner;
        private final long[] ns;
        private int calls;

        Times(OperatorEvents.Event first, OptionalInt owner, int invocations) {
            this.first = first;
            this.owner = owner;
            this.ns = new long[invocations];
        }

        void add(int invocation, long time) {
            ns[invocation] += time;
            calls++;
        }

        int calls() {
            return Math.max(1, calls / ns.length);
        }
    }
}
