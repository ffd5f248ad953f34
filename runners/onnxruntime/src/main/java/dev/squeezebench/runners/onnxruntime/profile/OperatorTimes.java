package dev.squeezebench.runners.onnxruntime.profile;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The operators of the last invocations in a profile.
 *
 * @param operators in the order in which they run
 */
public record OperatorTimes(List<RuntimeProfile.Operator> operators) {
    private static final long MICRO = 1000;

    public OperatorTimes {
        operators = List.copyOf(operators);
    }

    /**
     * Reads a profile.
     *
     * @param profile the runtime's file
     * @param invocations how many of the last ones to take
     * @throws JsonFormatException when the file is cut or of another form, or has fewer invocations
     * @throws IOException when it cannot be read
     */
    public static OperatorTimes of(BufferedReader profile, int invocations) throws IOException {
        List<ProfileEvent> events = ProfileEvent.all(profile);
        List<ProfileEvent.Run> runs = of(events, ProfileEvent.Run.class);
        if (runs.size() < invocations) {
            throw new JsonFormatException(
                    "has " + runs.size() + " events 'model_run' where " + invocations + " invocations were profiled");
        }
        List<ProfileEvent.Run> last = runs.subList(runs.size() - invocations, runs.size());
        List<ProfileEvent.Node> nodes = of(events, ProfileEvent.Node.class);
        Map<String, Operator> operators = new LinkedHashMap<>();
        for (int run = 0; run < invocations; run++) {
            ProfileEvent.Run bounds = last.get(run);
            Deque<ProfileEvent.Node> around = new ArrayDeque<>();
            for (int i = firstFrom(bounds.start(), nodes);
                    i < nodes.size() && nodes.get(i).start() <= bounds.end();
                    i++) {
                ProfileEvent.Node node = nodes.get(i);
                while (!around.isEmpty() && node.start() >= around.getLast().end()) {
                    around.removeLast();
                }
                String within = around.stream().map(OperatorTimes::word).collect(Collectors.joining());
                if (node.end() <= bounds.end()) {
                    operators
                            .computeIfAbsent(
                                    within + word(node), key -> new Operator(node, !within.isEmpty(), invocations))
                            .add(run, node, own(node, nodes));
                }
                if (node.isControl()) {
                    around.addLast(node);
                }
            }
        }
        if (operators.isEmpty()) {
            throw new JsonFormatException("has no event of a node");
        }
        return new OperatorTimes(
                operators.values().stream().map(Operator::times).toList());
    }

    private static <T extends ProfileEvent> List<T> of(List<ProfileEvent> events, Class<T> kind) {
        List<T> some = new ArrayList<>(
                events.stream().filter(kind::isInstance).map(kind::cast).toList());
        // Of those that begin in one microsecond the one around the others comes first.
        some.sort(Comparator.comparingLong(ProfileEvent::start)
                .thenComparing(Comparator.comparingLong(ProfileEvent::end).reversed()));
        return Collections.unmodifiableList(some);
    }

    private static String word(ProfileEvent.Node node) {
        return node.type() + ' ' + node.index() + ' ' + node.name() + '\n';
    }

    /** Place of the first node that began then or later. */
    private static int firstFrom(long start, List<ProfileEvent.Node> nodes) {
        int from = 0;
        int to = nodes.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (nodes.get(middle).start() < start) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Its own time: what a graph within it takes is that of its nodes. */
    private static long own(ProfileEvent.Node node, List<ProfileEvent.Node> all) {
        if (!node.isControl()) {
            return node.micros();
        }
        long within = 0;
        long covered = node.start();
        for (int i = firstFrom(covered, all); i < all.size() && all.get(i).start() <= node.end(); i++) {
            ProfileEvent.Node other = all.get(i);
            if (!other.equals(node) && other.start() >= covered && other.end() <= node.end()) {
                within += other.micros();
                covered = other.end();
            }
        }
        return Math.max(0, node.micros() - within);
    }

    /** Adds up the calls of an operator. */
    private static final class Operator {
        private final ProfileEvent.Node first;
        private final boolean nested;
        private final long[] ns;
        private int calls;
        private long tookPart;
        private long known;
        private long waitMicros;

        Operator(ProfileEvent.Node first, boolean nested, int invocations) {
            this.first = first;
            this.nested = nested;
            this.ns = new long[invocations];
        }

        void add(int run, ProfileEvent.Node node, long micros) {
            ns[run] += micros * MICRO;
            calls++;
            node.threads().filter(threads -> threads.tookPart().isPresent()).ifPresent(threads -> {
                tookPart += threads.tookPart().orElse(1);
                known++;
                waitMicros += threads.waitMicros();
            });
        }

        private int calls() {
            return Math.max(1, calls / ns.length);
        }

        RuntimeProfile.Operator times() {
            return new RuntimeProfile.Operator(
                    first.name(),
                    first.type(),
                    first.on(),
                    nested ? RuntimeProfile.Place.NESTED : RuntimeProfile.Place.OPTIMISED,
                    OptionalInt.empty(),
                    Optional.empty(),
                    first.inputs(),
                    first.outputs(),
                    calls(),
                    LongSeries.of(ns),
                    known == 0
                            ? Optional.empty()
                            : Optional.of(new OperatorThreads(
                                    tookPart / (double) known, waitMicros * MICRO * calls() / known)));
        }
    }
}
