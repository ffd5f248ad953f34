package dev.squeezebench.workloads.model;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Floating-point operations of one invocation's matrix products, 2 a multiply-add.
 *
 * @param byOperator for each operator that computes such products; absent where one of its nodes cannot be counted
 * @param unknown why, by operator
 */
public record FlopCount(SortedMap<String, OptionalLong> byOperator, SortedMap<String, String> unknown) {
    public FlopCount {
        byOperator = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byOperator));
        unknown = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
    }

    /** All together; absent when a single node cannot be counted. */
    public OptionalLong total() {
        return byOperator.values().stream().reduce(OptionalLong.of(0), FlopCount::sum);
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = a.getAsLong() + b.getAsLong();
        return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** Adds up while a graph is walked. */
    static final class Sum {
        private final SortedMap<String, OptionalLong> byOperator = new TreeMap<>();
        private final SortedMap<String, String> unknown = new TreeMap<>();

        void add(String operator, long multiplyAdds) {
            OptionalLong flop =
                    multiplyAdds > Long.MAX_VALUE / 2 ? OptionalLong.empty() : OptionalLong.of(2 * multiplyAdds);
            byOperator.merge(operator, flop, FlopCount::sum);
        }

        void unknown(String operator, String reason) {
            byOperator.put(operator, OptionalLong.empty());
            unknown.putIfAbsent(operator, reason);
        }

        FlopCount count() {
            return new FlopCount(byOperator, unknown);
        }
    }
}
