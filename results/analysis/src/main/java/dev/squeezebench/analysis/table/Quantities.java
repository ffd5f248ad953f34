package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Quantities as people read them: durations in four significant digits, the same in every locale. */
public final class Quantities {
    private static final double KILO = 1e3;
    private static final List<String> BYTE_UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private Quantities() {}

    /** A duration, as in {@code 56.51 ms}. */
    public static String duration(double ns) {
        return number(ns / unit(ns)) + ' ' + unitName(ns);
    }

    /** Both ends of a duration's spread in the unit of the estimate, as in {@code 55.93-57.10}; empty for one value. */
    public static String durationSpread(GeometricMean estimate) {
        double unit = unit(estimate.value());
        return ends(
                estimate,
                number(estimate.spread().lower() / unit),
                number(estimate.spread().upper() / unit));
    }

    /** A size in three digits, as in {@code 403 MB}; powers of ten. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** A size that is an average, in the same way. */
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < BYTE_UNITS.size() - 1) {
            value /= KILO;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return fixed(value, decimals) + ' ' + BYTE_UNITS.get(unit);
    }

    /** A time that people wait, as in {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}: rounded to the next second. */
    public static String waiting(Duration duration) {
        long seconds = duration.plusMillis(999).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 < 60 ? "" : " " + seconds % 3600 / 60 + " min");
    }

    /** A factor, as in {@code 2.51x}. */
    public static String factor(double factor) {
        return factorNumber(factor) + 'x';
    }

    /** Both ends of a factor's spread, as in {@code 2.48-2.54}; empty for one value. */
    public static String factorSpread(GeometricMean estimate) {
        return ends(
                estimate,
                factorNumber(estimate.spread().lower()),
                factorNumber(estimate.spread().upper()));
    }

    /** A factor and its spread in words, as in {@code 2.51x (95% interval 2.48-2.54)}. */
    public static String ratio(GeometricMean estimate) {
        return factor(estimate.value()) + inWords(estimate);
    }

    /** A size between measured ones and its spread in words, as in {@code 2.51 (95% interval 2.48-2.54)}. */
    public static String size(GeometricMean estimate) {
        return factorNumber(estimate.value()) + inWords(estimate);
    }

    private static String inWords(GeometricMean estimate) {
        if (estimate.count() == 1) {
            return " (one round)";
        }
        String kind = estimate.spread() instanceof Spread.Interval ? "95% interval " : "range ";
        return " (" + kind + factorSpread(estimate) + ')';
    }

    /** The range of one value would read as no scatter at all. */
    private static String ends(GeometricMean estimate, String lower, String upper) {
        return estimate.count() == 1 ? "" : lower + '-' + upper;
    }

    private static double unit(double ns) {
        if (ns < KILO) {
            return 1;
        }
        if (ns < 1e6) {
            return 1e3;
        }
        return ns < 1e9 ? 1e6 : 1e9;
    }

    private static String unitName(double ns) {
        if (ns < KILO) {
            return "ns";
        }
        if (ns < 1e6) {
            return "\u00b5s";
        }
        return ns < 1e9 ? "ms" : "s";
    }

    private static String factorNumber(double factor) {
        return factor < 10 ? fixed(factor, factor < 0.1 ? 4 : factor < 1 ? 3 : 2) : number(factor);
    }

    /** Four significant digits of a number of at most a few thousand. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= KILO) {
            return fixed(value, 0);
        }
        if (size >= 100) {
            return fixed(value, 1);
        }
        return fixed(value, size >= 10 ? 2 : 3);
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + 'f', value);
    }
}
