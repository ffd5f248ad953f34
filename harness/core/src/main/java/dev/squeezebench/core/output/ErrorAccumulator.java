package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.OutputError;
import java.util.Optional;
import java.util.function.IntPredicate;

/** How far the elements of an output are from the expected ones: sizes first, since the bounds depend on them. */
final class ErrorAccumulator {
    private final TensorValues expected;
    private final TensorValues actual;
    private final OutputTolerance.Bounds bounds;
    private long compared;
    private long notFinite;
    private double largestExpected;
    private double largestActual;
    private double maxAbs;
    private double dot;
    private double expectedSquares;
    private double actualSquares;
    private double errorSquares;
    private double boundShare;
    private double allowedThere;

    /**
     * Compares two tensors of one shape.
     *
     * @param counts which elements are compared
     */
    ErrorAccumulator(
            TensorValues expected,
            TensorValues actual,
            int elements,
            IntPredicate counts,
            ElementType type,
            OutputTolerance tolerance) {
        this.expected = expected;
        this.actual = actual;
        for (int i = 0; i < elements; i++) {
            if (counts.test(i)) {
                size(i);
            }
        }
        this.bounds = tolerance.of(type, new OutputTolerance.Size(largestExpected, rms()));
        allowedThere = bounds.allowed(0);
        for (int i = 0; i < elements; i++) {
            if (counts.test(i)) {
                compare(i);
            }
        }
        if (normError() > 0) {
            boundShare = Math.max(boundShare, normError() / bounds.norm());
        }
    }

    private void size(int i) {
        compared++;
        double wanted = expected.at(i);
        double found = actual.at(i);
        if (Double.isFinite(wanted) && Double.isFinite(found)) {
            largestExpected = Math.max(largestExpected, Math.abs(wanted));
            largestActual = Math.max(largestActual, Math.abs(found));
            expectedSquares += wanted * wanted;
            actualSquares += found * found;
            dot += wanted * found;
        } else if (wanted != found) {
            // Logits that a model masks are minus infinity on both sides; a NaN is never like another.
            notFinite++;
        }
    }

    private void compare(int i) {
        double error = expected.distance(actual, i);
        if (!Double.isFinite(error) || error == 0) {
            return;
        }
        maxAbs = Math.max(maxAbs, error);
        errorSquares += error * error;
        double allowed = bounds.allowed(expected.at(i));
        double share = error / allowed;
        if (share > boundShare) {
            boundShare = share;
            allowedThere = allowed;
        }
    }

    private double rms() {
        return compared == 0 ? 0 : Math.sqrt(expectedSquares / compared);
    }

    long compared() {
        return compared;
    }

    /** Elements, of either side, that are NaN, or infinite where the other is not. */
    long notFinite() {
        return notFinite;
    }

    /** Whether both sides are too small for their type to be told apart from zero, and not equal. */
    boolean tooSmall(ElementType type) {
        return maxAbs > 0 && Math.max(largestExpected, largestActual) < OutputTolerance.smallest(type);
    }

    /** Largest share that an element's error takes of its bound, or the whole output's of its norm's; at most 1 passes. */
    double boundShare() {
        return boundShare;
    }

    OutputError error(String name) {
        Optional<OutputError.Norm> norm = Double.isInfinite(bounds.norm())
                ? Optional.empty()
                : Optional.of(new OutputError.Norm(normError(), bounds.norm()));
        return new OutputError(name, maxAbs, maxRel(), cosine(), allowedThere, norm, boundShare <= 1);
    }

    /** Norm of the differences over the norm of the expected elements; any difference from all zeros is whole. */
    private double normError() {
        if (errorSquares == 0) {
            return 0;
        }
        return expectedSquares == 0 ? 1 : Math.sqrt(errorSquares / expectedSquares);
    }

    /** Largest absolute difference over the largest absolute expected value; any difference from all zeros is whole. */
    private double maxRel() {
        if (maxAbs == 0) {
            return 0;
        }
        return largestExpected < Double.MIN_NORMAL ? 1 : maxAbs / largestExpected;
    }

    /** Cosine of the angle between both; two zero vectors point the same way, one zero vector nowhere. */
    private double cosine() {
        if (expectedSquares == 0 || actualSquares == 0) {
            return expectedSquares == actualSquares ? 1 : 0;
        }
        return Math.min(1, dot / (Math.sqrt(expectedSquares) * Math.sqrt(actualSquares)));
    }
}
