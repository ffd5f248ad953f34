package dev.squeezebench.cli.plan;

import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import java.util.stream.Stream;

/** How far outputs may be from the double precision reference: {@code docs/correctness.md} gives the reasons. */
public final class Tolerance {
    /**
     * Outputs are layer-normed, so of the order of 1, and go through 12 blocks of sums of up to 3072 float32 products
     * whose order a runtime may choose: runtimes stay within 2e-5 here. Two swapped weights change outputs by more than
     * 0.1. The bound lies between the two, a hundred times from either.
     */
    private static final double FLOAT32 = 1e-3;

    /**
     * As a share of an output's root mean square, for weights and activations in binary16: 0.122. Two to three times what
     * runtimes reach; swapped tensors change at least one output by 1.5 times that, but for those that enter attention's
     * scores alone.
     */
    private static final double FLOAT16 = Float16Rounding.largestError();

    /**
     * Two runtimes on a model that others wrote, as a share of an output's size. Where weights or activations are of
     * 16 bits or fewer, each layer rounds by that much: some twenty layers' worth of binary16's 5e-4 or bfloat16's 4e-3,
     * and some steps of an 8-bit scale, which is 1/127 of its range.
     */
    private static final double OWN_FLOAT32 = 1e-3;

    private static final double OWN_FLOAT16 = 1e-2;
    private static final double OWN_COARSE = 5e-2;

    private Tolerance() {}

    /** How far a user's model may be on one target from what it computed on another. */
    static OutputTolerance ofOwn(UserModel model) {
        double widest = OWN_FLOAT32;
        Stream<ElementType> types = Stream.concat(
                model.metadata().weightType().stream(),
                model.metadata().outputs().stream().flatMap(port -> port.type().stream()));
        for (ElementType type : types.toList()) {
            widest = Math.max(widest, share(type));
        }
        return new OutputTolerance.Scaled(widest);
    }

    private static double share(ElementType type) {
        return switch (type) {
            case BFLOAT16, INT8, UINT8 -> OWN_COARSE;
            case FLOAT16 -> OWN_FLOAT16;
            default -> OWN_FLOAT32;
        };
    }

    /** How far outputs may be that are computed in the type. */
    public static OutputTolerance of(ElementType type) {
        return switch (type) {
            case FLOAT32 -> new OutputTolerance.Absolute(FLOAT32);
            case FLOAT16 -> new OutputTolerance.Noise(FLOAT16);
            default -> throw new IllegalArgumentException("no tolerance is known for " + type.word());
        };
    }
}
