package dev.squeezebench.records;

/**
 * Share of a graph's FLOP, as far as it is known: between two bounds, which are one number where it is known exactly.
 *
 * @param least from 0 to 1
 * @param most from {@code least} to 1
 */
public record FlopShare(double least, double most) {
    public FlopShare {
        if (!(least >= 0 && least <= most && most <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, and its least is not above its most");
        }
    }

    /** One that is known exactly. */
    public static FlopShare exactly(double share) {
        return new FlopShare(share, share);
    }

    /** Whether it is known exactly. */
    public boolean isExact() {
        return least == most;
    }

    /** Whether it may be too small for the accelerator's name alone. */
    public boolean isPartial() {
        return least < AccelerationUse.NEARLY_ALL;
    }
}
