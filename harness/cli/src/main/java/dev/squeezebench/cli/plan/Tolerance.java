package dev.squeezebench.cli.plan;

import dev.squeezebench.core.OutputTolerance;
import dev.squeezebench.measure.ElementType;

/** How far outputs may be from the double precision reference: {@code docs/measuring.md} gives the reasons. */
final class Tolerance {
    /**
     * Outputs are layer-normed, so of the order of 1, and go through 12 blocks of sums of up to 3072 float32 products
     * whose order a runtime may choose: runtimes stay within 2e-5 here. Two swapped weights change outputs by more than
     * 0.1. The bound lies between the two, a hundred times from either.
     */
    private static final double FLOAT32 = 1e-3;

    private Tolerance() {}

    /** Largest absolute error of outputs computed in the type. */
    static OutputTolerance of(ElementType type) {
        if (type != ElementType.FLOAT32) {
            throw new IllegalArgumentException("no tolerance is known for " + type.word());
        }
        return new OutputTolerance.Absolute(FLOAT32);
    }
}
