package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

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

    /** The narrowest half-width that is printed on a machine whose speed changes in bursts. */
    public static final double NARROWEST_UNSTEADY = 0.005;

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
        double mean = Mean.of(logarithms).getAsDouble();
        if (values.length < FEWEST_FOR_INTERVAL) {
            double lowest = Arrays.stream(values).min().getAsDouble();
            double highest = Arrays.stream(values).max().getAsDouble();
            // Rounding may carry the mean of equal values past them.
            double value = Math.min(Math.max(Math.exp(mean), lowest), highest);
            return new GeometricMean(value, new Spread.Range(lowest, highest), values.length);
        }
        double half = halfWidth(logarithms);
        Spread interval =
                new Spread.Interval(Math.exp(mean - half), Math.exp(mean + half), StudentT.CONFIDENCE, METHOD);
        return new GeometricMean(Math.exp(mean), interval, values.length);
    }

    /** Half of the 95% interval of the mean of at least two logarithms. */
    static double halfWidth(double... logarithms) {
        return StudentT.TWO_SIDED_95.quantile(logarithms.length - 1)
                * StandardDeviation.of(logarithms).getAsDouble()
                / Math.sqrt(logarithms.length);
    }

    /**
     * An estimate whose logarithm has a mean and a half-width.
     *
     * @param mean of the logarithms
     * @param halfWidth of the 95% interval of that mean
     * @param method how both were computed
     * @param count how many values they rest on
     * @param lowest the lowest logarithm, and
     * @param highest the highest: the range, for too few values to have an interval
     */
    static GeometricMean ofLogarithms(
            double mean, double halfWidth, String method, int count, double lowest, double highest) {
        double value = Math.exp(Math.min(Math.max(mean, lowest), highest));
        return new GeometricMean(
                value,
                count < FEWEST_FOR_INTERVAL
                        ? new Spread.Range(Math.exp(lowest), Math.exp(highest))
                        : new Spread.Interval(
                                Math.exp(mean - halfWidth), Math.exp(mean + halfWidth), StudentT.CONFIDENCE, method),
                count);
    }

    /**
     * The same with an interval of at least {@value #NARROWEST_UNSTEADY} to either side, for a machine that is {@code
     * unsteady}: arms that react differently to bursts of other work are off by .2 to .3%, however many rounds there are.
     */
    public GeometricMean onUnsteadyMachine() {
        if (!(spread instanceof Spread.Interval interval) || halfWidth() >= Math.log1p(NARROWEST_UNSTEADY)) {
            return this;
        }
        double factor = 1 + NARROWEST_UNSTEADY;
        return new GeometricMean(
                value,
                new Spread.Interval(value / factor, value * factor, interval.confidence(), interval.method()),
                count);
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

    /** Half the spread's width on the logarithm. */
    public double halfWidth() {
        return Math.log(spread.upper() / spread.lower()) / 2;
    }
}
