package dev.squeezebench.analysis.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t at one probability, computed once for the degrees of freedom that rounds have. */
public final class StudentT {
    /** Share of intervals that contain the true value, for those that are printed. */
    static final double CONFIDENCE = 0.95;

    /** Ends of a two-sided 95% interval. */
    static final StudentT TWO_SIDED_95 = new StudentT((1 - CONFIDENCE) / 2);

    private static final int COMPUTED = 64;

    private final double tail;
    private final double[] table = new double[COMPUTED];

    /**
     * The quantile that is exceeded with a probability.
     *
     * @param tail that probability, such as 0.02 for the quantile at .98
     */
    public StudentT(double tail) {
        this.tail = tail;
        for (int df = 1; df < COMPUTED; df++) {
            table[df] = compute(df);
        }
    }

    /** The quantile with so many degrees of freedom, 1 at least. */
    public double quantile(int degreesOfFreedom) {
        return degreesOfFreedom < COMPUTED ? table[degreesOfFreedom] : compute(degreesOfFreedom);
    }

    private double compute(int degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(tail);
    }
}
