package dev.squeezebench.charts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * Makes JSON comparable between JDKs: logarithm and exponential function may differ in their last bit, so long decimals
 * are cut to ten significant digits.
 */
final class Decimals {
    private static final Pattern LONG = Pattern.compile("(?<=:)-?\\d+\\.\\d{6,}(?=[,}])");

    private Decimals() {}

    static String rounded(String json) {
        return LONG.matcher(json).replaceAll(number -> new BigDecimal(number.group())
                .round(new MathContext(10))
                .toPlainString());
    }
}
