package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as charts show them, the same in every locale. */
final class Numbers {
    private Numbers() {}

    /** That many significant digits, no exponent; digits before the point are never dropped. */
    static String significant(double value, int digits) {
        BigDecimal exact = new BigDecimal(value);
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int whole = rounded.precision() - rounded.scale();
        return whole >= digits
                ? exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString()
                : rounded.setScale(digits - whole, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** As short as it can be, such as {@code 0.5} or {@code 20}: for the labels of ticks. */
    static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Both ends of an estimate's spread, such as {@code 2.49 to 2.53}; empty where it has none. */
    static String spread(GeometricMean estimate, Unit unit, int digits) {
        return DrawnValue.spread(estimate)
                .map(unit::of)
                .map(each -> significant(each.lower(), digits) + " to " + significant(each.upper(), digits))
                .orElse("");
    }
}
