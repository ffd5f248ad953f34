package dev.squeezebench.core.output;

/** Gathers how far a tensor's values are from the expected ones. */
final class ErrorAccumulator {
    private long compared;
    private long strange;
    private double maxAbs;
    private double maxExpected;
    private double dot;
    private double expectedSquares;
    private double actualSquares;

    void add(double expected, double actual) {
        compared++;
        // Logits that a model masks are minus infinity on both sides; a NaN is never like another.
        if (expected == actual && Double.isInfinite(expected)) {
            return;
        }
        if (!Double.isFinite(expected) || !Double.isFinite(actual)) {
            strange++;
            return;
        }
        maxAbs = Math.max(maxAbs, Math.abs(actual - expected));
        maxExpected = Math.max(maxExpected, Math.abs(expected));
        dot += expected * actual;
        expectedSquares += expected * expected;
        actualSquares += actual * actual;
    }

    long compared() {
        return compared;
    }

    /** Size of the expected values. */
    OutputTolerance.Size expected() {
        return new OutputTolerance.Size(maxExpected, compared == 0 ? 0 : Math.sqrt(expectedSquares / compared));
    }

    /** Values, of either side, that are NaN, or infinite where the other is not. */
    long strange() {
        return strange;
    }

    double maxAbs() {
        return maxAbs;
    }

    /** Largest absolute difference over the largest absolute expected value; any difference from all zeros is whole. */
    double maxRel() {
        if (maxAbs == 0) {
            return 0;
        }
        return maxExpected < Double.MIN_NORMAL ? 1 : maxAbs / maxExpected;
    }

    /** Cosine of the angle between both; two zero vectors point the same way, one zero vector nowhere. */
    double cosine() {
        if (expectedSquares == 0 || actualSquares == 0) {
            return expectedSquares == actualSquares ? 1 : 0;
        }
        return Math.min(1, dot / Math.sqrt(expectedSquares * actualSquares));
    }
}
