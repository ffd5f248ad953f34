package dev.squeezebench.measure.runner;

import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.LongSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a model's file tells of its graph's nodes, for runtimes that count the nodes of a delegate and do not name them: bounds
 * of the share of the FLOP that such a count means.
 *
 * @param flop of each node, in the order of the file
 * @param before how many nodes have to run before it, at least
 * @param after how many nodes have to run after it, at least
 */
public record GraphArithmetic(LongSeries flop, LongSeries before, LongSeries after) {
    /** What is left and what is taken are each one part then, and one of them runs first. */
    private static final int TWO_PARTS = 2;

    public GraphArithmetic {
        if (before.size() != flop.size() || after.size() != flop.size()) {
            throw new IllegalArgumentException("each node has its FLOP, and a number of nodes before and after it");
        }
        if (!flop.stream().allMatch(count -> count >= 0)) {
            throw new IllegalArgumentException("a count of FLOP is not negative");
        }
    }

    /** Nodes of the graph. */
    public int nodes() {
        return flop.size();
    }

    /**
     * The share of the FLOP that some number of its nodes has. Any of them may be meant, but where both kinds are one part each:
     * then what runs first has everything that it needs, and what runs last everything that needs it. A node with more before
     * it than the first part has is in the last one.
     *
     * @param taken how many, of {@link #nodes}
     * @param parts into which they divide the graph, alternately taken and left
     * @return absent in a graph without FLOP
     */
    public Optional<FlopShare> share(int taken, int parts) {
        if (taken < 0 || taken > nodes()) {
            throw new IllegalArgumentException(taken + " of " + nodes() + " nodes");
        }
        long all = flop.stream().sum();
        if (all == 0) {
            return Optional.empty();
        }
        int left = nodes() - taken;
        Optional<Bounds> bounds = Optional.empty();
        if (parts == TWO_PARTS) {
            bounds = Bounds.ofBoth(ordered(left, before, taken, after), ordered(left, after, taken, before));
        }
        Bounds known = bounds.isPresent() ? bounds.get() : any(left);
        return Optional.of(new FlopShare((all - known.most()) / (double) all, (all - known.least()) / (double) all));
    }

    /**
     * FLOP of the nodes that are left.
     *
     * @param least of any choice that may be meant
     * @param most of any choice that may be meant
     */
    private record Bounds(long least, long most) {
        /** Of one or the other; absent where neither is possible. */
        static Optional<Bounds> ofBoth(Optional<Bounds> one, Optional<Bounds> other) {
            if (!one.isPresent() || !other.isPresent()) {
                return one.isPresent() ? one : other;
            }
            return Optional.of(new Bounds(
                    Math.min(one.get().least, other.get().least), Math.max(one.get().most, other.get().most)));
        }
    }

    /**
     * Where the left nodes run on one side of the taken ones.
     *
     * @param needsOfLeft how many others a node has with it where it is left
     * @param needsOfTaken how many others it has with it where it is taken
     * @return absent where it is impossible
     */
    private Optional<Bounds> ordered(int left, LongSeries needsOfLeft, int taken, LongSeries needsOfTaken) {
        long[] free = new long[nodes()];
        int open = 0;
        int forced = 0;
        long forcedFlop = 0;
        for (int node = 0; node < nodes(); node++) {
            boolean mayBeLeft = needsOfLeft.get(node) < left;
            boolean mayBeTaken = needsOfTaken.get(node) < taken;
            if (mayBeLeft && mayBeTaken) {
                free[open++] = flop.get(node);
            } else if (mayBeLeft) {
                forced++;
                forcedFlop += flop.get(node);
            } else if (!mayBeTaken) {
                return Optional.empty();
            }
        }
        return forced > left || left - forced > open
                ? Optional.empty()
                : Optional.of(chosen(Arrays.copyOf(free, open), left - forced, forcedFlop));
    }

    private Bounds any(int left) {
        return chosen(flop.toArray(), left, 0);
    }

    /** The cheapest and the dearest of a number of nodes, with what is there anyway. */
    private static Bounds chosen(long[] flop, int count, long anyway) {
        Arrays.sort(flop);
        long least = anyway;
        long most = anyway;
        for (int i = 0; i < count; i++) {
            least += flop[i];
            most += flop[flop.length - 1 - i];
        }
        return new Bounds(least, most);
    }
}
