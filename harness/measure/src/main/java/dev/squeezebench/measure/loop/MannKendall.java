package dev.squeezebench.measure.loop;

/**
 * The Mann-Kendall test for a monotone trend, with the exact null distribution of Kendall's S for short series.
 *
 * <p>H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945) 245-259; M. G. Kendall, "Rank Correlation
 * Methods" (1975). The distribution is that of the inversions of a random permutation.
 */
final class MannKendall {
    /** Longest series: the permutations of 20 things are counted by a {@code long}. */
    static final int LONGEST = 20;

    private MannKendall() {}

    /**
     * Probability of a fall at least as marked as this one in a series without a trend.
     *
     * @param series in order of time, 1 to {@value #LONGEST} values; ties count for neither direction
     */
    static double fallProbability(double[] series) {
        int n = series.length;
        if (n < 1 || n > LONGEST) {
            throw new IllegalArgumentException("a series of 1 to " + LONGEST + " values, not " + n);
        }
        int pairs = n * (n - 1) / 2;
        int leastInversions = (pairs - statistic(series) + 1) / 2;
        long[] permutations = permutationsByInversions(n);
        long all = 0;
        long asMarked = 0;
        for (int inversions = 0; inversions <= pairs; inversions++) {
            all += permutations[inversions];
            asMarked += inversions >= leastInversions ? permutations[inversions] : 0;
        }
        return (double) asMarked / all;
    }

    /** Kendall's S: rising pairs less falling pairs. */
    private static int statistic(double[] series) {
        int s = 0;
        for (int i = 0; i < series.length; i++) {
            for (int j = i + 1; j < series.length; j++) {
                s += Integer.signum(Double.compare(series[j], series[i]));
            }
        }
        return s;
    }

    /** How many permutations of n things have 0, 1, 2, ... inversions: each further thing adds 0 to its index. */
    private static long[] permutationsByInversions(int n) {
        long[] counts = {1};
        for (int things = 2; things <= n; things++) {
            long[] next = new long[counts.length + things - 1];
            for (int inversions = 0; inversions < counts.length; inversions++) {
                for (int added = 0; added < things; added++) {
                    next[inversions + added] += counts[inversions];
                }
            }
            counts = next;
        }
        return counts;
    }
}
