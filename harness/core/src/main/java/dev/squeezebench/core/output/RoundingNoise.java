package dev.squeezebench.core.output;

/**
 * How far rounding may move the outputs of twelve encoder blocks, from the format of the numbers and the longest way to form a
 * sum; {@code docs/correctness.md} explains each step, and compares it with what runtimes do.
 */
final class RoundingNoise {
    /** Half of binary16's step at 1. */
    static final double UNIT_FLOAT16 = 0x1p-11;

    /** Half of binary32's step at 1. */
    static final double UNIT_FLOAT32 = 0x1p-24;

    /**
     * Median of the largest of 100 000 normally distributed errors, in standard deviations. As a bound it would be passed in
     * half of all comparisons; what makes it one is that the derived deviation is 1.3 to 2.7 times what is found.
     */
    static final double LARGEST = 4.5;

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

    private RoundingNoise() {}

    /**
     * The error to expect in the root mean square, as a share of the output's.
     *
     * @param unit half of the format's step at 1
     */
    static double deviation(double unit) {
        // Errors add by their squares; a branch and the stream are of one size, so normalising their sum halves these.
        double squares = BLOCKS * (branch(ATTENTION) + branch(FEED_FORWARD)) / 2;
        return ONE * unit * Math.sqrt(squares);
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
