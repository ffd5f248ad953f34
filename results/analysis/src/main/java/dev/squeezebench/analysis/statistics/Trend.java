package dev.squeezebench.analysis.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether a series goes up or down over time, by the test of Mann (1945, "Nonparametric tests against trend") and Kendall
 * (1975) with its correction for ties, and by how much, by the slope of Sen (1968, "Estimates of the regression
 * coefficient based on Kendall's tau"). Long series are first reduced to the medians of {@value #BLOCKS} blocks: neighbours
 * of one process are not independent, and the test counts pairs.
 *
 * @param relativeChange change from start to end over the median: 0.05 is 5% more at the end
 * @param pValue chance of a trend at least as strong without any
 */
public record Trend(double relativeChange, double pValue) {
    private static final int BLOCKS = 40;
    private static final int FEWEST = 10;
    private static final double SIGNIFICANCE = 0.01;
    private static final double CHANGE_THAT_MATTERS = 0.02;

    /** Trend of positive values in order of time; fewer than ten have none. */
    public static Trend of(double... values) {
        double[] series = blocks(values);
        int n = series.length;
        if (n < FEWEST) {
            return new Trend(0, 1);
        }
        long score = 0;
        double[] slopes = new double[n * (n - 1) / 2];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += Long.signum(Double.compare(series[j], series[i]));
                slopes[pair++] = (series[j] - series[i]) / (j - i);
            }
        }
        double change = Quantiles.median(slopes) * (n - 1) / Quantiles.median(series);
        return new Trend(change, pValue(score, variance(series)));
    }

    /** Whether there is a trend, and one large enough to matter. */
    public boolean drifts() {
        return pValue < SIGNIFICANCE && Math.abs(relativeChange) > CHANGE_THAT_MATTERS;
    }

    private static double[] blocks(double[] values) {
        if (values.length <= BLOCKS) {
            return values.clone();
        }
        double[] medians = new double[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            int from = (int) ((long) i * values.length / BLOCKS);
            int to = (int) ((i + 1L) * values.length / BLOCKS);
            medians[i] = Quantiles.median(Arrays.copyOfRange(values, from, to));
        }
        return medians;
    }

    private static double variance(double[] series) {
        double[] sorted = series.clone();
        Arrays.sort(sorted);
        double variance = term(sorted.length);
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                variance -= term(i - start);
                start = i;
            }
        }
        return variance / 18;
    }

    private static double term(double n) {
        return n * (n - 1) * (2 * n + 5);
    }

    /** Two-sided, by the normal approximation with continuity correction. */
    private static double pValue(long score, double variance) {
        if (variance <= 0 || score == 0) {
            return 1;
        }
        double z = (Math.abs(score) - 1) / Math.sqrt(variance);
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }
}
