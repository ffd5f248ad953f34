package dev.squeezebench.analysis.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Where, along a size that grows, one thing overtakes another: each round has its own crossing, found by straight lines
 * between the logarithms of its ratios over the logarithm of the size (a power law between neighbouring sizes), and the
 * crossings of the rounds have a geometric mean and an interval as ratios do.
 */
public sealed interface Crossover {
    /**
     * In every round it overtakes the other between two measured sizes and stays ahead up to the largest.
     *
     * @param size where, over the rounds
     */
    record At(GeometricMean size) implements Crossover {}

    /**
     * In every round it is ahead at every size.
     *
     * @param smallest size that was measured
     */
    record FromStart(double smallest) implements Crossover {}

    /**
     * In no round is it ahead at the largest size.
     *
     * @param largest size that was measured
     */
    record Never(double largest) implements Crossover {}

    /**
     * The rounds disagree on whether it overtakes the other.
     *
     * @param crossing rounds in which it overtakes the other between two sizes
     * @param fromStart rounds in which it is ahead at every size
     * @param never rounds in which it is not ahead at the largest size
     */
    record Unclear(int crossing, int fromStart, int never) implements Crossover {}

    /**
     * Finds it.
     *
     * @param sizes ascending, positive, at least two
     * @param leads for each round, at least one, and in the order of the sizes: the other's latency over its own, so that
     *     more than 1 means ahead
     */
    static Crossover of(double[] sizes, List<double[]> leads) {
        if (sizes.length < 2 || leads.isEmpty()) {
            throw new IllegalArgumentException("a crossover takes two sizes and a round");
        }
        List<Double> crossings = new ArrayList<>();
        int fromStart = 0;
        int never = 0;
        for (double[] round : leads) {
            int first = firstAhead(round);
            if (first == round.length) {
                never++;
            } else if (first == 0) {
                fromStart++;
            } else {
                crossings.add(between(sizes, round, first));
            }
        }
        if (crossings.size() == leads.size()) {
            return new At(GeometricMean.of(
                    crossings.stream().mapToDouble(Double::doubleValue).toArray()));
        }
        if (fromStart == leads.size()) {
            return new FromStart(sizes[0]);
        }
        if (never == leads.size()) {
            return new Never(sizes[sizes.length - 1]);
        }
        return new Unclear(crossings.size(), fromStart, never);
    }

    /** The first size from which on it is ahead at all; as many as there are sizes where it is not ahead at the last. */
    private static int firstAhead(double[] leads) {
        int first = leads.length;
        while (first > 0 && leads[first - 1] > 1) {
            first--;
        }
        return first;
    }

    private static double between(double[] sizes, double[] leads, int ahead) {
        double before = Math.log(leads[ahead - 1]);
        double share = -before / (Math.log(leads[ahead]) - before);
        return sizes[ahead - 1] * Math.pow(sizes[ahead] / sizes[ahead - 1], share);
    }
}
