package dev.squeezebench.analysis.statistics;

import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Sample quantiles of type 7 (Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages"), the default of R, NumPy
 * and DuckDB's {@code quantile_cont}.
 */
public final class Quantiles {
    private static final Quantile TYPE_7 =
            Quantile.withDefaults().withCopy(true).with(Quantile.EstimationMethod.HF7);

    private Quantiles() {}

    /** Median of at least one value. */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /** Quantile, 0 to 1, of at least one value. */
    public static double quantile(double p, double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing has no quantile");
        }
        return TYPE_7.evaluate(values, p);
    }
}
