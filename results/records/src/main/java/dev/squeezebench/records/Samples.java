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
 * @param measureStartNs when each measured invocation began, on the machine's monotonic clock; empty where unknown
 * @param measureProcessor the logical processor that each measured invocation began on; empty where unknown
 * @param blocks number of measured invocations in each block, in order; empty where unknown
 */
public record Samples(
        OptionalLong loadNs,
        OptionalLong firstInferenceNs,
        LongSeries warmupNs,
        LongSeries measureNs,
        LongSeries warmupCpuNs,
        LongSeries measureCpuNs,
        LongSeries measureStartNs,
        LongSeries measureProcessor,
        LongSeries blocks) {
    public Samples {
        checkPairs("CPU times", warmupNs, warmupCpuNs);
        checkPairs("CPU times", measureNs, measureCpuNs);
        checkPairs("starts", measureNs, measureStartNs);
        checkPairs("processors", measureNs, measureProcessor);
        if (!blocks.isEmpty() && blocks.stream().sum() != measureNs.size()) {
            throw new IllegalArgumentException("blocks have " + blocks.stream().sum()
                    + " measured invocations in all, and there are " + measureNs.size());
        }
        if (measureNs.stream().anyMatch(ns -> ns < 1) || warmupNs.stream().anyMatch(ns -> ns < 1)) {
            throw new IllegalArgumentException("an invocation takes at least one nanosecond");
        }
    }

    /** Samples of which starts, processors and blocks are unknown. */
    public Samples(
            OptionalLong loadNs,
            OptionalLong firstInferenceNs,
            LongSeries warmupNs,
            LongSeries measureNs,
            LongSeries warmupCpuNs,
            LongSeries measureCpuNs) {
        this(
                loadNs,
                firstInferenceNs,
                warmupNs,
                measureNs,
                warmupCpuNs,
                measureCpuNs,
                LongSeries.of(),
                LongSeries.of(),
                LongSeries.of());
    }

    /** Nothing measured. */
    public static final Samples NONE = new Samples(
            OptionalLong.empty(),
            OptionalLong.empty(),
            LongSeries.of(),
            LongSeries.of(),
            LongSeries.of(),
            LongSeries.of());

    /** The same samples with the number of measured invocations in each block. */
    public Samples inBlocks(LongSeries counts) {
        return new Samples(
                loadNs,
                firstInferenceNs,
                warmupNs,
                measureNs,
                warmupCpuNs,
                measureCpuNs,
                measureStartNs,
                measureProcessor,
                counts);
    }

    /** The same samples with the start and the processor of each measured invocation; either may be empty. */
    public Samples begun(LongSeries startNs, LongSeries processors) {
        return new Samples(
                loadNs, firstInferenceNs, warmupNs, measureNs, warmupCpuNs, measureCpuNs, startNs, processors, blocks);
    }

    private static void checkPairs(String what, LongSeries wall, LongSeries other) {
        if (!other.isEmpty() && other.size() != wall.size()) {
            throw new IllegalArgumentException(
                    "there are " + other.size() + ' ' + what + " for " + wall.size() + " samples");
        }
    }
}
