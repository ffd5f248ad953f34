package dev.squeezebench.cli.plan;

/**
 * How far rounding to binary16 may move the outputs of twelve encoder blocks, from the format and the longest way to form a
 * sum; {@code docs/correctness.md} explains each step, and holds it against what runtimes do.
 */
final class Float16Rounding {
    /** Half of binary16's step at 1. */
    private static final double UNIT = 0x1p-11;

    /** One rounding in the root mean square, in units: its mantissas are spread over [1, 2) by their logarithms. */
    private static final double ONE = 0.43;

    /** Blocks of the largest workload. */
    private static final int BLOCKS = 12;

    /** Roundings of a branch beside its sums: biases, scales, Softmax or activation, the addition to the stream. */
    private static final int OTHERS = 12;

    /** Sums of the attention's branch: values, context, output; queries and keys enter through Softmax, damped. */
    private static final int[] ATTENTION = {768, 128, 768};

    /** Sums of the feed-forward branch. */
    private static final int[] FEED_FORWARD = {768, 3072};

    /** The largest of 100 000 normally distributed errors, in their standard deviations. */
    private static final double LARGEST = 4.5;

    private Float16Rounding() {}

    /** The largest error to expect, as a share of the root mean square of an output. */
    static double largestError() {
        return LARGEST * deviation();
    }

    /** The error to expect in the root mean square, as a share of the output's. */
    static double deviation() {
        // Errors add by their squares; a branch and the stream are of one size, so normalising their sum halves these.
        double squares = BLOCKS * (branch(ATTENTION) + branch(FEED_FORWARD)) / 2;
        return ONE * UNIT * Math.sqrt(squares);
    }

    /** Roundings of a branch as if all were made at its end. */
    private static double branch(int... sums) {
        double roundings = OTHERS;
        for (int products : sums) {
            // Each of n partial sums is rounded; their squares grow evenly, so that counts as rounding the last n/2
            // times.
            roundings += products / 2.0;
        }
        return roundings;
    }
}
