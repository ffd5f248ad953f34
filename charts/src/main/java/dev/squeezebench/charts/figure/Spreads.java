package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Spread;

/** Spreads in the unit of an axis. */
final class Spreads {
    private Spreads() {}

    static Spread scaled(Spread spread, Unit unit) {
        double lower = unit.of(spread.lower());
        double upper = unit.of(spread.upper());
        if (spread instanceof Spread.Interval interval) {
            return new Spread.Interval(lower, upper, interval.confidence(), interval.method());
        }
        return new Spread.Range(lower, upper);
    }

    /** In figures, such as {@code 2.49 to 2.53}. */
    static String text(Spread spread, int digits) {
        return Numbers.significant(spread.lower(), digits) + " to " + Numbers.significant(spread.upper(), digits);
    }
}
