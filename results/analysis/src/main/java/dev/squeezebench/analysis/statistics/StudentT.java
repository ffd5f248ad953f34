package dev.squeezebench.analysis.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Two-sided 95% quantiles of Student's t. */
final class StudentT {
    static final double CONFIDENCE = 0.95;

    private static final double[] TABLE = new double[128];

    static {
        for (int df = 1; df < TABLE.length; df++) {
            TABLE[df] = compute(df);
        }
    }

    private StudentT() {}

    static double quantile(int degreesOfFreedom) {
        return degreesOfFreedom < TABLE.length ? TABLE[degreesOfFreedom] : compute(degreesOfFreedom);
    }

    private static double compute(int degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    }
}
