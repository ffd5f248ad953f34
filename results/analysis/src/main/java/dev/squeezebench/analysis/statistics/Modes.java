package dev.squeezebench.analysis.statistics;

import java.util.Arrays;

/**
 * Whether samples fall into two groups that hardly touch, such as two clock speeds. The groups are those of Otsu (1979, "A
 * threshold selection method from gray-level histograms"): the split of the sorted samples with the largest variance
 * between groups. Their separation is D of Ashman, Bird and Zepf (1994, "Detecting bimodality in astronomical datasets").
 * Halves of one broad mode also have some separation (2.7 for a normal distribution, 3.5 for a uniform one), so two modes
 * are only seen above {@value #SEPARATION}, which skewed and heavy tails reach in less than 1% of series of {@value #FEWEST}.
 *
 * @param separation Ashman's D; 0 when there are too few samples
 * @param lower mean of the lower group
 * @param upper mean of the upper group
 * @param upperShare share of the samples in the upper group
 */
public record Modes(double separation, double lower, double upper, double upperShare) {
    private static final double SEPARATION = 6;
    private static final double SMALLEST_SHARE = 0.1;
    private static final double GAP_THAT_MATTERS = 0.02;
    private static final int FEWEST = 50;

    /** Groups of positive samples; fewer than {@value #FEWEST} are not judged. */
    public static Modes of(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n < FEWEST) {
            return new Modes(0, 0, 0, 0);
        }
        int split = split(sorted);
        double[] low = Arrays.copyOfRange(sorted, 0, split);
        double[] high = Arrays.copyOfRange(sorted, split, n);
        double lower = Arrays.stream(low).average().orElseThrow(IllegalStateException::new);
        double upper = Arrays.stream(high).average().orElseThrow(IllegalStateException::new);
        double spread = variance(low, lower) + variance(high, upper);
        double distance = Math.sqrt(2) * (upper - lower);
        double separation = spread > 0 ? distance / Math.sqrt(spread) : distance > 0 ? Double.MAX_VALUE : 0;
        return new Modes(separation, lower, upper, high.length / (double) n);
    }

    /** Whether there are two modes, none of them a few stray samples, and far enough apart to matter. */
    public boolean bimodal() {
        return separation > SEPARATION
                && Math.min(upperShare, 1 - upperShare) >= SMALLEST_SHARE
                && upper - lower > GAP_THAT_MATTERS * lower;
    }

    /** Size of the lower group. */
    private static int split(double[] sorted) {
        int n = sorted.length;
        double total = Arrays.stream(sorted).sum();
        double below = 0;
        int best = 1;
        double bestBetween = -1;
        for (int k = 1; k < n; k++) {
            below += sorted[k - 1];
            double gap = (total - below) / (n - k) - below / k;
            double between = (double) k * (n - k) * gap * gap;
            if (between > bestBetween) {
                bestBetween = between;
                best = k;
            }
        }
        return best;
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow(IllegalStateException::new);
    }
}
