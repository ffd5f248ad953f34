package dev.squeezebench.measure.loop;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the latest samples still fall.
 *
 * <p>The samples of the last half second (at least eight where there are as many) are cut into up to eight blocks of
 * equal count; a block is represented by its median, which a single pause does not move. The blocks fall when the
 * Mann-Kendall test says so at 5% and the fall over the window, by the slope of P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", Journal of the American Statistical Association 63 (1968) 1379-1389, is more than
 * half a percent: a trend that is certain but too small to see in a result ends no warm-up late.
 *
 * @param blocks number of blocks that were judged
 * @param probability of such a fall without a trend
 * @param relativeFall fall from the first block to the last by Sen's slope, relative to their median; negative for a rise
 */
public record Trend(int blocks, double probability, double relativeFall) {
    /** The test as journals name it. */
    public static final String TEST = "mann-kendall";

    /** Below four blocks not even a steady fall is rarer than 5% by chance. */
    static final int FEWEST_BLOCKS = 4;

    private static final int MOST_BLOCKS = 8;
    private static final long WINDOW_NS = 500_000_000;
    private static final double SIGNIFICANCE = 0.05;
    private static final double SMALLEST_FALL = 0.005;

    /**
     * Whether a fall is seen that matters. That none is seen does not prove that there is none: a small fall hides in the
     * noise of the samples.
     */
    public boolean fallSeen() {
        return probability <= SIGNIFICANCE && relativeFall > SMALLEST_FALL;
    }

    /** The trend at the end of a series of wall times; empty when they are too few to judge. */
    static Optional<Trend> atEnd(long[] ns) {
        double[] medians = blockMedians(ns, window(ns));
        if (medians.length < FEWEST_BLOCKS) {
            return Optional.empty();
        }
        double fall = 0.0 - sensSlope(medians) * (medians.length - 1) / median(medians.clone());
        return Optional.of(new Trend(medians.length, MannKendall.fallProbability(medians), fall));
    }

    /** Number of latest samples to look at. */
    private static int window(long[] ns) {
        int samples = 0;
        long covered = 0;
        while (samples < ns.length && (covered < WINDOW_NS || samples < MOST_BLOCKS)) {
            samples++;
            covered += ns[ns.length - samples];
        }
        return samples;
    }

    private static double[] blockMedians(long[] ns, int window) {
        int blocks = Math.min(MOST_BLOCKS, window);
        if (blocks == 0) {
            return new double[0];
        }
        int length = window / blocks;
        double[] medians = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            int end = ns.length - (blocks - 1 - block) * length;
            medians[block] =
                    median(Arrays.stream(ns, end - length, end).asDoubleStream().toArray());
        }
        return medians;
    }

    private static double sensSlope(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        return median(slopes);
    }

    /** Median; sorts its argument. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
