package dev.squeezebench.measure.loop;

/**
 * How long to warm up at least and at most. It ends within these limits as soon as the samples are steady.
 *
 * @param leastNs time that passes in any case
 * @param leastSamples samples taken in any case, even when they last longer than {@code mostNs}; at least 1
 * @param mostNs time after which it ends, steady or not
 * @param mostSamples samples after which it ends, steady or not: bounds the memory of a very fast model
 */
public record WarmUpLimits(long leastNs, int leastSamples, long mostNs, int mostSamples) {
    /**
     * One second (the Java side of a call is compiled by then), four samples (fewer cannot be judged), at most two and a
     * half seconds.
     */
    public static final WarmUpLimits DEFAULT =
            new WarmUpLimits(1_000_000_000, Trend.FEWEST_BLOCKS, 2_500_000_000L, 1_000_000);

    public WarmUpLimits {
        if (leastNs < 0 || mostNs < leastNs) {
            throw new IllegalArgumentException(
                    "a warm-up lasts from 0 <= " + leastNs + " to at least that, not to " + mostNs + " nanoseconds");
        }
        if (leastSamples < 1 || mostSamples < leastSamples) {
            throw new IllegalArgumentException("a warm-up takes from 1 <= " + leastSamples
                    + " to at least that, not to " + mostSamples + " samples");
        }
    }
}
