package dev.squeezebench.measure.loop;

import dev.squeezebench.records.Trend;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the latest samples of a warm-up still fall: those of the last half second (at least eight where there are as many),
 * in up to eight blocks, judged by the Mann-Kendall test at 5%. The fall over the window has to be more than half a percent
 * as well: a trend that is certain but too small to see in a result does not prolong the warm-up.
 *
 * @param blocks number of blocks that were judged
 * @param probability of such a fall without a trend
 * @param relativeFall fall from the first block to the last, relative to their median; negative for a rise
 */
public record WarmUpTrend(int blocks, double probability, double relativeFall) {
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
    static Optional<WarmUpTrend> atEnd(long[] ns) {
        int window = window(ns);
        if (window < FEWEST_BLOCKS) {
            return Optional.empty();
        }
        Trend trend = Trend.of(
                MOST_BLOCKS,
                Arrays.stream(ns, ns.length - window, ns.length)
                        .asDoubleStream()
                        .toArray());
        return Optional.of(new WarmUpTrend(trend.blocks(), trend.fallProbability(), 0.0 - trend.relativeChange()));
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
}
