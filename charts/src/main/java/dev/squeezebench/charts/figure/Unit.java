package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Spread;
import java.util.stream.Stream;

/**
 * A unit that an axis is labelled in.
 *
 * @param symbol as written
 * @param size of the unit in nanoseconds or bytes
 */
record Unit(String symbol, double size) {
    /** A factor; its symbol follows without a space. */
    static final Unit FACTOR = new Unit("\u00d7", 1);

    /** The unit of time in which all of the estimates read well. */
    static Unit ofDurations(Stream<GeometricMean> estimates) {
        return ofNanoseconds(
                estimates.mapToDouble(each -> each.spread().upper()).max().orElseThrow());
    }

    /** The unit of time in which the largest value reads well. */
    static Unit ofNanoseconds(double largest) {
        if (largest >= 20e9) {
            return new Unit("s", 1e9);
        }
        return largest >= 2e6 ? new Unit("ms", 1e6) : new Unit("\u00b5s", 1e3);
    }

    /** This unit of an axis, or for a duration that would be a long fraction in it, one in which that reads well. */
    Unit readable(double nanoseconds) {
        return of(nanoseconds) < .01 ? ofNanoseconds(nanoseconds) : this;
    }

    /** The unit of memory in which the largest value reads well: powers of ten, as in tables. */
    static Unit ofBytes(double largest) {
        return largest >= 10e9 ? new Unit("GB", 1e9) : new Unit("MB", 1e6);
    }

    /** A value in this unit with its symbol, as in {@code 2.51 ms}. */
    String text(double value, int digits) {
        return Numbers.significant(of(value), digits) + ' ' + symbol;
    }

    double of(double value) {
        return value / size;
    }

    Spread of(Spread spread) {
        double lower = of(spread.lower());
        double upper = of(spread.upper());
        return spread instanceof Spread.Interval interval
                ? new Spread.Interval(lower, upper, interval.confidence(), interval.method())
                : new Spread.Range(lower, upper);
    }
}
