package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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

    /**
     * One estimate from those of several runs. Rounds of one run share what the machine was like then, so a run is one
     * value, however many rounds it has. From {@value #FEWEST_FOR_INTERVAL} runs on they have an interval as values have;
     * below, the range reaches from the lowest to the highest end of the runs' own spreads.
     *
     * @param runs estimates of the same quantity, at least one
     */
    public static GeometricMean pooled(List<GeometricMean> runs) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        GeometricMean over = of(runs.stream().mapToDouble(GeometricMean::value).toArray());
        Spread spread = over.spread() instanceof Spread.Interval
                ? over.spread()
                : new Spread.Range(
                        runs.stream()
                                .mapToDouble(run -> run.spread().lower())
                                .min()
                                .orElseThrow(),
                        runs.stream()
                                .mapToDouble(run -> run.spread().upper())
                                .max()
                                .orElseThrow());
        return new GeometricMean(
                over.value(),
                spread,
                runs.stream().mapToInt(GeometricMean::count).sum());
    }

    /**
     * Whether two estimates of the same quantity lie farther apart than their spreads explain: the logarithms' distance is
     * more than both half-widths, added as independent errors are. An estimate from one value has no spread to judge by.
     */
    public boolean disagreesWith(GeometricMean other) {
        return count > 1
                && other.count > 1
                && Math.abs(Math.log(value / other.value)) > Math.hypot(halfWidth(), other.halfWidth());
    }

    private double halfWidth() {
        return Math.log(spread.upper() / spread.lower()) / 2;
    }
}
