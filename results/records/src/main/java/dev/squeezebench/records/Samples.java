package dev.squeezebench.records;

import java.util.OptionalLong;

/**
 * Every timed invocation of one trial in nanoseconds, by phase and in order of time. Warm-up samples are kept and never
 * enter a statistic.
 *
 * @param loadNs wall time of opening the model, absent when it did not get so far
 * @param firstInferenceNs wall time of the first invocation
 * @param warmupNs wall time of each warm-up invocation after the first
 * @param measureNs wall time of each measured invocation
 * @param warmupCpuNs CPU time of the whole process for each warm-up invocation; empty where the platform has no clock
 * @param measureCpuNs CPU time of the whole process for each measured invocation
 */
public record Samples(
        OptionalLong loadNs,
        OptionalLong firstInferenceNs,
        LongSeries warmupNs,
        LongSeries measureNs,
        LongSeries warmupCpuNs,
        LongSeries measureCpuNs) {
    public Samples {
        checkPairs(warmupNs, warmupCpuNs);
        checkPairs(measureNs, measureCpuNs);
    }

    /** Nothing measured. */
    public static final Samples NONE = new Samples(
            OptionalLong.empty(),
            OptionalLong.empty(),
            LongSeries.of(),
            LongSeries.of(),
            LongSeries.of(),
            LongSeries.of());

    private static void checkPairs(LongSeries wall, LongSeries cpu) {
        if (!cpu.isEmpty() && cpu.size() != wall.size()) {
            throw new IllegalArgumentException("CPU times belong to samples, one each");
        }
    }
}
