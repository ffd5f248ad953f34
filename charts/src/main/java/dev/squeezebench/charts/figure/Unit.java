package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Spread;

/**
 * A unit that an axis is labelled in.
 *
 * @param symbol as written
 * @param size of the unit in nanoseconds or bytes
 */
record Unit(String symbol, double size) {
    /** The unit of time in which the largest value reads well. */
    static Unit ofNanoseconds(double largest) {
        if (largest >= 20e9) {
            return new Unit("s", 1e9);
        }
        return largest >= 2e6 ? new Unit("ms", 1e6) : new Unit("\u00b5s", 1e3);
    }

    /** The unit of memory in which the largest value reads well: powers of ten, as in tables. */
    static Unit ofBytes(double largest) {
        return largest >= 10e9 ? new Unit("GB", 1e9) : new Unit("MB", 1e6);
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
