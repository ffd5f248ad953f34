package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.ElementType;
import java.util.Collection;

/**
 * How far a floating-point output may be from what is expected of it. Both have to be met ({@code docs/correctness.md} derives
 * the numbers):
 *
 * <ul>
 *   <li>by element: {@code |actual - expected| <= absolute * scale + relative * |expected|}, where the scale is one number for
 *       the whole output;
 *   <li>by norm: {@code ||actual - expected|| <= norm * ||expected||}, over all elements that count, in the Euclidean norm.
 * </ul>
 *
 * <p>Both follow the size of the output, so that small outputs are held to as much as large ones. Integers of 8 and 16 bits
 * are quantised and may be one step away; other integers and booleans, which are ids and decisions, have to be equal.
 *
 * @param scale what the absolute part is a share of
 * @param absolute share of the scale; above 0
 * @param relative share of the expected element; 0 or more
 * @param norm share of the expected norm; above 0
 */
public record OutputTolerance(Scale scale, double absolute, double relative, double norm) {
    /**
     * Outputs of which all elements are smaller are not judged: float32 leaves that much of sums whose terms are of the
     * order of 1 and cancel.
     */
    static final double SMALLEST = 1e-6;

    /** binary16's least normal number: below it the distance of neighbours no longer shrinks. */
    static final double SMALLEST_FLOAT16 = 0x1p-14;

    /** What the absolute part of a tolerance is a share of. */
    public enum Scale {
        /** Root mean square of the expected elements: where an output is known to be normalised. */
        ROOT_MEAN_SQUARE,
        /** Largest expected element: where most elements may be near zero. */
        LARGEST
    }

    public OutputTolerance {
        if (!(absolute > 0) || !(relative >= 0) || !(norm > 0)) {
            throw new IllegalArgumentException(
                    "a tolerance is above 0, not " + absolute + ", " + relative + ", " + norm);
        }
    }

    /**
     * For the outputs of a network that is described here, against the reference in double precision.
     *
     * @param type that weights and activations are computed in
     * @throws IllegalArgumentException for a type that none is derived for
     */
    public static OutputTolerance ofNetwork(ElementType type) {
        return switch (type) {
            // The derived noise is 3.3e-6 in the root mean square and 1.5e-5 at most; six times that leaves room for
            // fast
            // exponentials and error functions, which the derivation does not count.
            case FLOAT32 -> new OutputTolerance(Scale.ROOT_MEAN_SQUARE, 1e-4, 1e-4, 2e-5);
            case FLOAT16 -> {
                double noise = RoundingNoise.deviation(RoundingNoise.UNIT_FLOAT16);
                yield new OutputTolerance(Scale.ROOT_MEAN_SQUARE, RoundingNoise.LARGEST * noise, 0, noise);
            }
            default -> throw new IllegalArgumentException("no tolerance is derived for " + type.word());
        };
    }

    /**
     * For a user's model, whose layers are unknown: against what the user expects of it, or between two runtimes.
     *
     * @param types of its weights and outputs; the coarsest decides
     * @param quantised whether it computes in 8 bits or fewer, whatever its outputs are
     */
    public static OutputTolerance ofUserModel(Collection<ElementType> types, boolean quantised) {
        if (quantised || types.contains(ElementType.INT8) || types.contains(ElementType.UINT8)) {
            return new OutputTolerance(Scale.LARGEST, 0.2, 0.2, 0.15);
        }
        if (types.contains(ElementType.BFLOAT16)) {
            return new OutputTolerance(Scale.LARGEST, 5e-2, 5e-2, 5e-2);
        }
        if (types.contains(ElementType.FLOAT16)) {
            return new OutputTolerance(Scale.LARGEST, 1e-2, 1e-2, 3e-2);
        }
        return new OutputTolerance(Scale.LARGEST, 2e-5, 1e-3, 1e-3);
    }

    /**
     * The tolerance for one output.
     *
     * @param type its element type
     * @param expected size of what is expected of it
     */
    Bounds of(ElementType type, Size expected) {
        return switch (type) {
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
                new Bounds(
                        absolute
                                * Math.max(
                                        smallest(type), scale == Scale.LARGEST ? expected.largest() : expected.rms()),
                        relative,
                        norm);
            case INT8, UINT8, INT16 -> Bounds.STEP;
            case INT32, INT64, BOOL -> Bounds.EQUAL;
        };
    }

    /** Size below which an output of a type is not judged; 0 where every size is. */
    static double smallest(ElementType type) {
        return switch (type) {
            case FLOAT16 -> SMALLEST_FLOAT16;
            case BFLOAT16, FLOAT32, FLOAT64 -> SMALLEST;
            case INT8, UINT8, INT16, INT32, INT64, BOOL -> 0;
        };
    }

    /**
     * How large the elements of an output are.
     *
     * @param largest largest absolute value
     * @param rms root mean square
     */
    record Size(double largest, double rms) {}

    /**
     * What is allowed for one output.
     *
     * @param absolute in the output's unit
     * @param relative share of an expected element
     * @param norm share of the expected norm; infinite where the elements alone decide
     */
    record Bounds(double absolute, double relative, double norm) {
        /** Of quantised integers: the half step that rounding may go either way. */
        static final Bounds STEP = new Bounds(1, 0, Double.POSITIVE_INFINITY);

        static final Bounds EQUAL = new Bounds(0, 0, Double.POSITIVE_INFINITY);

        /** The largest absolute error of an element. */
        double allowed(double expected) {
            return absolute + relative * Math.abs(expected);
        }
    }
}
