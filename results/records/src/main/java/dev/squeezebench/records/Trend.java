package dev.squeezebench.records;

import java.util.Arrays;

/**
 * Whether a series falls or rises over time, and by how much. The test is that of H. B. Mann, "Nonparametric tests against
 * trend", Econometrica 13 (1945) 245-259, and M. G. Kendall, "Rank Correlation Methods" (1975), with the exact distribution
 * of Kendall's S, which is that of the inversions of a random permutation; the change is by the slope of P. K. Sen,
 * "Estimates of the regression coefficient based on Kendall's tau", Journal of the American Statistical Association 63
 * (1968) 1379-1389. The series is first cut into blocks of about equal count, each represented by its median: a single pause
 * moves no median, neighbours of one process are not independent, and the test counts pairs.
 *
 * @param blocks number of blocks that were judged
 * @param relativeChange from the first block to the last, relative to the blocks' median: 0.05 is 5% more at the end
 * @param fallProbability of a fall at least as marked in a series without a trend
 * @param riseProbability of a rise at least as marked in a series without a trend
 */
public record Trend(int blocks, double relativeChange, double fallProbability, double riseProbability) {
    /**
     * The trend of positive values.
     *
     * @param mostBlocks number of blocks; shorter series have a block for each value
     * @param values in order of time, at least one; equal ones count for neither direction
     */
    public static Trend of(int mostBlocks, double... values) {
        double[] series = medians(Math.min(mostBlocks, values.length), values);
        int n = series.length;
        int pairs = n * (n - 1) / 2;
        int score = 0;
        double[] slopes = new double[pairs];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += Integer.signum(Double.compare(series[j], series[i]));
                slopes[pair++] = (series[j] - series[i]) / (j - i);
            }
        }
        double change = pairs == 0 ? 0 : median(slopes) * (n - 1) / median(series);
        return new Trend(n, change, fallProbability(n, pairs, score), fallProbability(n, pairs, -score));
    }

    private static double[] medians(int blocks, double[] values) {
        double[] medians = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            int from = (int) ((long) i * values.length / blocks);
            int to = (int) ((i + 1L) * values.length / blocks);
            medians[i] = median(Arrays.copyOfRange(values, from, to));
        }
        return medians;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Probability that a random permutation has a score (rising less falling pairs) of at most that. */
    private static double fallProbability(int n, int pairs, int score) {
        double[] ofInversions = {1};
        for (int things = 2; things <= n; things++) {
            // Another thing adds 0 to things - 1 inversions, each as likely.
            double[] next = new double[ofInversions.length + things - 1];
            for (int inversions = 0; inversions < ofInversions.length; inversions++) {
                for (int added = 0; added < things; added++) {
                    next[inversions + added] += ofInversions[inversions] / things;
                }
            }
            ofInversions = next;
        }
        return Arrays.stream(ofInversions, (pairs - score + 1) / 2, pairs + 1).sum();
    }
}
