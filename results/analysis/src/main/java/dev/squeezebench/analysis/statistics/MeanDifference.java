package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.Arrays;

/**
 * Difference of the means of two sets of independent values, one a process, with Welch's 95% interval (Welch 1947, "The
 * generalization of 'Student's' problem when several different population variances are involved"; degrees of freedom by
 * Satterthwaite, rounded down). Below {@link GeometricMean#FEWEST_FOR_INTERVAL} values on a side there is no interval, only
 * the range of the differences seen.
 *
 * @param value first mean less second
 * @param spread interval or range, in the unit of the values
 * @param fewest values on the side that has fewer
 */
public record MeanDifference(double value, Spread spread, int fewest) {
    /** Name of the interval's method. */
    public static final String METHOD = "welch_t";

    /** Of at least one value on each side. */
    public static MeanDifference of(double[] first, double[] second) {
        double value = mean(first) - mean(second);
        int fewest = Math.min(first.length, second.length);
        if (fewest < GeometricMean.FEWEST_FOR_INTERVAL) {
            double lowest = Arrays.stream(first).min().orElseThrow()
                    - Arrays.stream(second).max().orElseThrow();
            double highest = Arrays.stream(first).max().orElseThrow()
                    - Arrays.stream(second).min().orElseThrow();
            // Rounding may carry the mean of equal values past them.
            return new MeanDifference(
                    value, new Spread.Range(Math.min(lowest, value), Math.max(highest, value)), fewest);
        }
        double one = squaredError(first);
        double other = squaredError(second);
        double error = one + other;
        double half =
                error > 0 ? StudentT.TWO_SIDED_95.quantile(freedom(one, other, first, second)) * Math.sqrt(error) : 0;
        return new MeanDifference(
                value, new Spread.Interval(value - half, value + half, StudentT.CONFIDENCE, METHOD), fewest);
    }

    private static int freedom(double one, double other, double[] first, double[] second) {
        double error = one + other;
        return (int) (error * error / (one * one / (first.length - 1) + other * other / (second.length - 1)));
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Squared standard error of the mean. */
    private static double squaredError(double... values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return squares / (values.length - 1) / values.length;
    }

    /** Whether both ends are on one side of 0: more values would not turn it around. */
    public boolean isClear() {
        return spread.lower() > 0 || spread.upper() < 0;
    }
}
