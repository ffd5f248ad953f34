package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * Geometric mean of positive values, one for each trial or round, with Student's t interval of the mean of their
 * logarithms: effects on a machine's speed multiply, and the interval of a ratio is then the same whichever side is on
 * top. With fewer than {@link #FEWEST_FOR_INTERVAL} values there is no interval, only the range of what was seen.
 *
 * @param value the geometric mean
 * @param spread 95% interval, or the range
 * @param count how many values it rests on
 */
public record GeometricMean(double value, Spread spread, int count) {
    /** Values from which on an interval is given; five values' t intervals are too wide and too trusting of normality. */
    public static final int FEWEST_FOR_INTERVAL = 6;

    /** Name of the interval's method in result files. */
    public static final String METHOD = "student_t_log";

    /** Geometric mean of at least one value, all positive and finite. */
    public static GeometricMean of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing has no mean");
        }
        double[] logarithms = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("a geometric mean is of positive values, not " + values[i]);
            }
            logarithms[i] = Math.log(values[i]);
        }
        DoubleStatistics statistics =
                DoubleStatistics.of(EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION), logarithms);
        double mean = statistics.getAsDouble(Statistic.MEAN);
        if (values.length < FEWEST_FOR_INTERVAL) {
            double lowest = Arrays.stream(values).min().getAsDouble();
            double highest = Arrays.stream(values).max().getAsDouble();
            // Rounding may carry the mean of equal values past them.
            double value = Math.min(Math.max(Math.exp(mean), lowest), highest);
            return new GeometricMean(value, new Spread.Range(lowest, highest), values.length);
        }
        double half = StudentT.quantile(values.length - 1)
                * statistics.getAsDouble(Statistic.STANDARD_DEVIATION)
                / Math.sqrt(values.length);
        Spread interval =
                new Spread.Interval(Math.exp(mean - half), Math.exp(mean + half), StudentT.CONFIDENCE, METHOD);
        return new GeometricMean(Math.exp(mean), interval, values.length);
    }

    /** The geometric mean of a constant over each value: its ends change places. */
    public GeometricMean dividing(double constant) {
        double lower = constant / spread.upper();
        double upper = constant / spread.lower();
        return new GeometricMean(
                constant / value,
                spread instanceof Spread.Interval interval
                        ? new Spread.Interval(lower, upper, interval.confidence(), interval.method())
                        : new Spread.Range(lower, upper),
                count);
    }

    /** Half the interval's width over the mean, such as 0.01 for +-1%; absent where there is no interval. */
    public OptionalDouble relativeHalfWidth() {
        return spread instanceof Spread.Interval
                ? OptionalDouble.of((spread.upper() - spread.lower()) / 2 / value)
                : OptionalDouble.empty();
    }
}
