package dev.squeezebench.measure.loop;

/**
 * How long to warm up at least and at most. It ends within these limits as soon as no fall of the samples is seen.
 *
 * @param leastNs time that passes in any case
 * @param leastSamples samples taken in any case, even when they last longer than {@code mostNs}; at least 1
 * @param mostNs time after which it ends in any case
 * @param mostSamples samples after which it ends in any case: bounds the memory of a very fast model
 */
public record WarmUpLimits(long leastNs, int leastSamples, long mostNs, int mostSamples) {
    /**
     * One second (the Java side of a call is compiled by then), four samples (fewer cannot be judged), at most two and a
     * half seconds.
     */
    public static final WarmUpLimits DEFAULT =
            new WarmUpLimits(1_000_000_000, WarmUpTrend.FEWEST_BLOCKS, 2_500_000_000L, 1_000_000);

    /** A device that idled raises its clock in steps for a second or two; between two steps latency does not fall. */
    private static final long DEVICE_NS = 2_500_000_000L;

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

    /** The same where a device computes: never shorter than its clock takes to rise. */
    public WarmUpLimits onDevice() {
        return new WarmUpLimits(Math.max(leastNs, DEVICE_NS), leastSamples, Math.max(mostNs, DEVICE_NS), mostSamples);
    }
}
