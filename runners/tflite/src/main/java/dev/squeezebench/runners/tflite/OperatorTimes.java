package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The operators of invocations, out of the events of an interpreter. */
final class OperatorTimes {
    private final Graph graph;
    private final Kernels kernels;

    /** @param kernels what runs the parts that a delegate took */
    OperatorTimes(Graph graph, Kernels kernels) {
        this.graph = graph;
        this.kernels = kernels;
    }

    /** What ran, as the interpreter knows it. */
    interface Graph {
        /** What each delegate replaced, in the order in which they run. */
        List<RuntimeProfile.Part> parts();

        /** How many nodes the main graph has. */
        int size();

        /** The tensors that a node reads. */
        List<TensorShape> inputs(int node) throws UnsupportedByRunnerException;

        /** The tensors that a node writes. */
        List<TensorShape> outputs(int node) throws UnsupportedByRunnerException;
    }

    /**
     * One of each operator that ran, in the order of the first invocation.
     *
     * @param invocations the events of each
     * @throws RunnerException when the invocations did not run the same operators
     */
    List<RuntimeProfile.Operator> of(List<List<OperatorEvents.Event>> invocations) throws RunnerException {
        List<RuntimeProfile.Part> delegated = graph.parts();
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
                Optional<RuntimeProfile.Part> owner = event.delegated() && part < delegated.size()
                        ? Optional.of(delegated.get(part))
                        : Optional.empty();
                String key = event.name()
                        + ' '
                        + event.index()
                        + ' '
                        + (event.delegated() ? "part " + part : "")
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
                    times.owner,
                    Collections.emptyList(),
                    Collections.emptyList(),
                    times.calls(),
                    LongSeries.of(times.ns));
        }
        // Nodes of a graph that a node of the main one calls are no nodes of the main graph.
        boolean inMain = !event.within().isPresent() && event.index() < graph.size();
        return new RuntimeProfile.Operator(
                event.name(),
                event.name(),
                Kernels.BUILTIN.word(),
                RuntimeProfile.Place.MODEL,
                inMain ? OptionalInt.of(event.index()) : OptionalInt.empty(),
                Optional.empty(),
                inMain ? graph.inputs(event.index()) : Collections.emptyList(),
                inMain ? graph.outputs(event.index()) : Collections.emptyList(),
                times.calls(),
                LongSeries.of(times.ns));
    }

    /** Adds up the calls of an operator. */
    private static final class Times {
        private final OperatorEvents.Event first;
        private final Optional<RuntimeProfile.Part> owner;
        private final long[] ns;
        private int calls;

        Times(OperatorEvents.Event first, Optional<RuntimeProfile.Part> owner, int invocations) {
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
