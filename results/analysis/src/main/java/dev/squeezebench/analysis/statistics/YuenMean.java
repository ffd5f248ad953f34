package dev.squeezebench.analysis.statistics;

import java.util.Arrays;

/**
 * The typical log-ratio of rounds whose arms ran one after the other: the mean without the lowest and the highest fifth,
 * with the standard error from the winsorised variance (Yuen 1974, "The two-sample trimmed t for unequal population
 * variances"; Tukey and McLaughlin 1963). Such rounds scatter so much that a slow process cannot be told from a burst, so
 * that nothing can be set aside by name.
 *
 * @param mean the trimmed mean of the log-ratios
 * @param standardError its standard error
 * @param rounds how many there were
 * @param kept how many are left between the fifths
 * @param lowest the lowest log-ratio seen
 * @param highest the highest log-ratio seen
 */
public record YuenMean(double mean, double standardError, int rounds, int kept, double lowest, double highest) {
    /** Name of the interval's method in result files. */
    public static final String METHOD = "yuen_20_t9825";

    private static final StudentT T_9825 = new StudentT(0.0175);
    private static final double TRIMMED_EACH_SIDE = 0.2;

    /** Estimate from at least two log-ratios, one a round. */
    public static YuenMean of(double... logRatios) {
        int n = logRatios.length;
        if (n < 2) {
            throw new IllegalArgumentException("one round has no scatter");
        }
        double[] sorted = logRatios.clone();
        Arrays.sort(sorted);
        int cut = (int) (TRIMMED_EACH_SIDE * n);
        int kept = n - 2 * cut;
        double trimmed = Arrays.stream(sorted, cut, n - cut).average().getAsDouble();
        double[] winsorised = sorted.clone();
        Arrays.fill(winsorised, 0, cut, sorted[cut]);
        Arrays.fill(winsorised, n - cut, n, sorted[n - 1 - cut]);
        double mean = Arrays.stream(winsorised).average().getAsDouble();
        double squares =
                Arrays.stream(winsorised).map(x -> (x - mean) * (x - mean)).sum();
        return new YuenMean(trimmed, Math.sqrt(squares / (kept * (kept - 1.0))), n, kept, sorted[0], sorted[n - 1]);
    }

    /** Half of the 95% interval on the logarithm. */
    public double halfWidth() {
        return T_9825.quantile(kept - 1) * standardError;
    }

    /** The typical ratio with its 95% interval, or with the range of what was seen, as {@link SetAside#ratio()} has it. */
    public GeometricMean ratio() {
        return GeometricMean.ofLogarithms(mean, halfWidth(), METHOD, rounds, lowest, highest);
    }
}
