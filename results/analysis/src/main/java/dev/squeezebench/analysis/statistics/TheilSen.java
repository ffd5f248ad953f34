package dev.squeezebench.analysis.statistics;

import java.util.Arrays;

/**
 * The slope of values at equal distances: the median of the slopes between any two of them (Theil 1950), which single jumps do
 * not move, with the interval of Sen (1968, "Estimates of the regression coefficient based on Kendall's tau"), in the normal
 * approximation of Kendall's statistic.
 *
 * @param slope from one value to the next
 * @param lower end of the interval of 95% confidence
 * @param upper end of it
 */
public record TheilSen(double slope, double lower, double upper) {
    /** Quantile .975 of the normal distribution. */
    private static final double NORMAL = 1.959964;

    /** Fewer say nothing at this confidence. */
    private static final int FEWEST = 5;

    /**
     * Fits it.
     *
     * @throws IllegalArgumentException when there are fewer than 5 values
     */
    public static TheilSen of(double... values) {
        int n = values.length;
        if (n < FEWEST) {
            throw new IllegalArgumentException("a slope with an interval needs " + FEWEST + " values, not " + n);
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[count++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        double spread = NORMAL * Math.sqrt(n * (n - 1) * (2.0 * n + 5) / 18);
        int low = (int) Math.floor((count - spread) / 2) - 1;
        int high = (int) Math.ceil((count + spread) / 2);
        return new TheilSen(Quantiles.median(slopes), slopes[Math.max(0, low)], slopes[Math.min(count - 1, high)]);
    }
}
