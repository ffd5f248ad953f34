package dev.squeezebench.analysis.statistics;

import java.util.Arrays;

/** How the ratios of rounds become one: it depends on how the rounds were measured. */
public enum RoundEstimator {
    /** For rounds whose arms took turns. */
    SET_ASIDE(6) {
        @Override
        GeometricMean ofLogarithms(double[] logRatios) {
            return SetAside.of(logRatios).ratio();
        }

        @Override
        double halfWidth(double[] logRatios) {
            return SetAside.of(logRatios).halfWidth();
        }
    },
    /** For rounds whose arms ran one after the other. */
    YUEN(6) {
        @Override
        GeometricMean ofLogarithms(double[] logRatios) {
            return YuenMean.of(logRatios).ratio();
        }

        @Override
        double halfWidth(double[] logRatios) {
            return YuenMean.of(logRatios).halfWidth();
        }
    },
    /** For values that are normal on the logarithm, as runs are to each other. */
    STUDENT_T(4) {
        @Override
        GeometricMean ofLogarithms(double[] logRatios) {
            return GeometricMean.of(Arrays.stream(logRatios).map(Math::exp).toArray());
        }

        @Override
        double halfWidth(double[] logRatios) {
            return GeometricMean.halfWidth(logRatios);
        }
    };

    private final int firstLook;

    RoundEstimator(int firstLook) {
        this.firstLook = firstLook;
    }

    /** The typical of at least one ratio, one a round, all positive; one alone is its own range. */
    public GeometricMean of(double... ratios) {
        return ratios.length == 1
                ? GeometricMean.of(ratios)
                : ofLogarithms(Arrays.stream(ratios).map(Math::log).toArray());
    }

    abstract GeometricMean ofLogarithms(double[] logRatios);

    /** Half of the 95% interval on the logarithm, of at least two values. */
    abstract double halfWidth(double[] logRatios);

    /** Rounds from which on an interval may say that it is narrow enough. */
    int firstLook() {
        return firstLook;
    }
}
