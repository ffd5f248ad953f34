package dev.squeezebench.analysis.statistics;

import java.util.Arrays;

/**
 * The typical log-ratio of rounds in turns. Rounds far off the rest are set aside and counted: those farther from the
 * median than five robust standard deviations (1.4826 times the median absolute deviation, Hampel 1974, "The influence
 * curve and its role in robust estimation"), and farther than 5%, so that a quiet machine's rounds are not cut for nothing.
 * One process in fifty that is slow as a whole would otherwise decide what is printed. When more than a quarter would go,
 * all stay: then there are two modes, and none of them is typical.
 *
 * <p>The mean of the rest has Student's interval at .98 instead of .975, which pays for the cut: over 6 to 30 rounds it
 * contains the typical ratio in 94 to 97% of runs, and is 6% wider than it had to be where nothing was cut.
 *
 * @param mean mean of the log-ratios kept
 * @param standardError its standard error
 * @param rounds how many there were
 * @param kept how many of them were kept
 * @param up rounds far above the rest, whether or not they were kept
 * @param down rounds far below the rest, whether or not they were kept
 * @param lowest the lowest log-ratio seen
 * @param highest the highest log-ratio seen
 */
public record SetAside(
        double mean, double standardError, int rounds, int kept, int up, int down, double lowest, double highest) {
    /** Name of the interval's method in result files. */
    public static final String METHOD = "set_aside_t98";

    /** The same of {@link #ratioOfManyLooks()}. */
    public static final String METHOD_OF_MANY_LOOKS = "set_aside_t9875";

    private static final StudentT T_9875 = new StudentT(0.0125);
    private static final StudentT T_98 = new StudentT(0.02);
    private static final double DEVIATIONS = 5;
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double SMALLEST_DISTANCE = Math.log(1.05);
    private static final int LARGEST_SHARE = 4;

    /** Estimate from at least two log-ratios, one a round. */
    public static SetAside of(double... logRatios) {
        if (logRatios.length < 2) {
            throw new IllegalArgumentException("one round has no scatter");
        }
        double median = Quantiles.median(logRatios);
        double limit = limit(median, logRatios);
        int up = (int) Arrays.stream(logRatios).filter(x -> x - median > limit).count();
        int down =
                (int) Arrays.stream(logRatios).filter(x -> median - x > limit).count();
        double[] kept = twoModes(up + down, logRatios.length)
                ? logRatios
                : Arrays.stream(logRatios)
                        .filter(x -> Math.abs(x - median) <= limit)
                        .toArray();
        double mean = Arrays.stream(kept).average().getAsDouble();
        double squares = Arrays.stream(kept).map(x -> (x - mean) * (x - mean)).sum();
        return new SetAside(
                mean,
                Math.sqrt(squares / (kept.length - 1) / kept.length),
                logRatios.length,
                kept.length,
                up,
                down,
                Arrays.stream(logRatios).min().getAsDouble(),
                Arrays.stream(logRatios).max().getAsDouble());
    }

    /** For each of at least two log-ratios whether it lies far off the rest. */
    public static boolean[] farOff(double... logRatios) {
        double median = Quantiles.median(logRatios);
        double limit = limit(median, logRatios);
        boolean[] far = new boolean[logRatios.length];
        for (int i = 0; i < far.length; i++) {
            far[i] = Math.abs(logRatios[i] - median) > limit;
        }
        return far;
    }

    private static double limit(double median, double... logRatios) {
        double[] distances =
                Arrays.stream(logRatios).map(x -> Math.abs(x - median)).toArray();
        return Math.max(DEVIATIONS * MAD_TO_DEVIATION * Quantiles.median(distances), SMALLEST_DISTANCE);
    }

    /** Whether so many rounds lie far off the rest that none of the two groups is the typical one. */
    public boolean twoModes() {
        return twoModes(up + down, rounds);
    }

    private static boolean twoModes(int off, int rounds) {
        return off * LARGEST_SHARE > rounds;
    }

    /** Standard deviation of a round's log-ratio. */
    public double deviation() {
        return standardError * Math.sqrt(kept);
    }

    /** How far the mean's one-sided bound lies from it. */
    public double margin(StudentT quantiles) {
        return quantiles.quantile(kept - 1) * standardError;
    }

    /** Half of the 95% interval on the logarithm. */
    public double halfWidth() {
        return margin(T_98);
    }

    /**
     * The typical ratio with its 95% interval, or with the range of what was seen while there are fewer than {@link
     * GeometricMean#FEWEST_FOR_INTERVAL} rounds.
     */
    public GeometricMean ratio() {
        return GeometricMean.ofLogarithms(mean, halfWidth(), METHOD, rounds, lowest, highest);
    }

    /**
     * The same for rounds of a gate that was continued: it was looked at up to six times, and ended when it looked clear,
     * which costs the interval 2 to 3% of its coverage. Student's t at .9875 pays for that.
     */
    public GeometricMean ratioOfManyLooks() {
        return GeometricMean.ofLogarithms(mean, margin(T_9875), METHOD_OF_MANY_LOOKS, rounds, lowest, highest);
    }
}
