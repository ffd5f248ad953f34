package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Where, along a size that grows, one thing gets ahead of another for good: the crossing of the rounds' mean curve. The mean
 * of the rounds' own crossings would be too large, since noise makes a curve cross again at larger sizes, and some curves
 * do not cross at all. The spread goes from the last size at which the mean lead's own spread is below 1 to the first size
 * from which on it is above, after E. C. Fieller, "Some problems in interval estimation", Journal of the Royal Statistical
 * Society B 16 (1954) 175-185.
 */
public sealed interface Crossover {
    /** Name of the interval's method in result files. */
    String METHOD = "fieller_student_t_log";

    /**
     * It gets ahead between two measured sizes and stays ahead up to the largest.
     *
     * @param size where, with the spread and the number of rounds
     */
    record At(GeometricMean size) implements Crossover {}

    /**
     * It is ahead at every size.
     *
     * @param smallest size that was measured
     */
    record FromStart(double smallest) implements Crossover {}

    /**
     * It is not ahead at the largest size.
     *
     * @param largest size that was measured
     */
    record Never(double largest) implements Crossover {}

    /**
     * The spread goes beyond the measured sizes: it may get ahead within them or not.
     *
     * @param behind up to which size it is behind; absent where it may be ahead at the smallest
     * @param ahead from which size on it is ahead; absent where it may be behind at the largest
     */
    record Unclear(OptionalDouble behind, OptionalDouble ahead) implements Crossover {}

    /**
     * Finds it.
     *
     * @param sizes ascending, positive, at least two
     * @param runs at least one, each with at least one round; of each round, in the order of the sizes, the other's latency
     *     over its own, so that more than 1 means ahead
     */
    static Crossover of(double[] sizes, List<List<double[]>> runs) {
        if (sizes.length < 2 || runs.isEmpty()) {
            throw new IllegalArgumentException("a crossover takes two sizes and a round");
        }
        double smallest = sizes[0];
        double largest = sizes[sizes.length - 1];
        OptionalDouble open = last(sizes, runs, lead -> lead.spread().lower() <= 1);
        OptionalDouble behind = last(sizes, runs, lead -> lead.spread().upper() <= 1);
        if (open.isEmpty()) {
            return new FromStart(smallest);
        }
        if (behind.isPresent() && behind.getAsDouble() == largest) {
            return new Never(largest);
        }
        if (behind.isEmpty() || open.getAsDouble() == largest) {
            return new Unclear(behind, open.getAsDouble() == largest ? OptionalDouble.empty() : open);
        }
        double crossing = last(sizes, runs, lead -> lead.value() <= 1).orElseThrow();
        GeometricMean lead = lead(sizes, runs, crossing);
        double lower = Math.min(behind.getAsDouble(), crossing);
        double upper = Math.max(open.getAsDouble(), crossing);
        return new At(new GeometricMean(
                crossing,
                lead.spread() instanceof Spread.Interval interval
                        ? new Spread.Interval(lower, upper, interval.confidence(), METHOD)
                        : new Spread.Range(lower, upper),
                lead.count()));
    }

    /** The mean lead at a size; a round's goes in straight lines between two sizes on logarithmic axes. */
    private static GeometricMean lead(double[] sizes, List<List<double[]>> runs, double size) {
        int found = 1;
        while (found < sizes.length - 1 && sizes[found] < size) {
            found++;
        }
        int after = found;
        double share = Math.log(size / sizes[after - 1]) / Math.log(sizes[after] / sizes[after - 1]);
        return GeometricMean.pooled(runs.stream()
                .map(rounds -> GeometricMean.of(rounds.stream()
                        .mapToDouble(lead ->
                                Math.exp((1 - share) * Math.log(lead[after - 1]) + share * Math.log(lead[after])))
                        .toArray()))
                .toList());
    }

    /** The largest size whose mean lead is such; empty where none is. */
    private static OptionalDouble last(double[] sizes, List<List<double[]>> runs, Predicate<GeometricMean> such) {
        int steps = 32;
        int halvings = 50;
        double in = sizes[sizes.length - 1];
        double out = Double.NaN;
        for (int step = 1; !such.test(lead(sizes, runs, in)); step++) {
            int before = sizes.length - 2 - (step - 1) / steps;
            if (before < 0) {
                return OptionalDouble.empty();
            }
            out = in;
            int rest = step % steps;
            in = rest == 0
                    ? sizes[before]
                    : sizes[before + 1] * Math.pow(sizes[before] / sizes[before + 1], rest / (double) steps);
        }
        for (int i = 0; i < halvings && !Double.isNaN(out); i++) {
            double middle = Math.sqrt(in * out);
            if (such.test(lead(sizes, runs, middle))) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return OptionalDouble.of(in);
    }
}
