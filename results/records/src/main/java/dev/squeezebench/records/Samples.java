package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * @param turns the turns that the measured invocations were taken in, in order; empty where the process did not take turns
 * @param aloneNs wall time of each invocation of the block that ends a round, in which the process runs on while the others
 *     wait; empty where there was none
 * @param aloneCpuNs CPU time of the same; empty where the platform has no clock
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
        LongSeries blocks,
        List<Turn> turns,
        LongSeries aloneNs,
        LongSeries aloneCpuNs) {
    public Samples {
        turns = Collections.unmodifiableList(new ArrayList<>(turns));
        checkPairs("CPU times", aloneNs, aloneCpuNs);
        if (!turns.isEmpty() && turns.stream().mapToInt(Turn::count).sum() != measureNs.size()) {
            throw new IllegalArgumentException(
                    "turns have " + turns.stream().mapToInt(Turn::count).sum()
                            + " measured invocations in all, and there are " + measureNs.size());
        }
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

    /**
     * Measured invocations that a process made in a row, before it waited for the others of its group.
     *
     * @param cycle number of the cycle, from 1: in a cycle each process of the group has two turns
     * @param place place within the cycle, from 1: the second half of a cycle is the first one reversed
     * @param count number of invocations
     * @param startNs when the first of them began, by the clock of {@link Samples#measureStartNs}
     */
    public record Turn(int cycle, int place, int count, long startNs) {
        public Turn {
            if (cycle < 1 || place < 1 || count < 1) {
                throw new IllegalArgumentException("cycles, places and invocations of a turn count from 1");
            }
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
                LongSeries.of(),
                Collections.emptyList(),
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
        return with(measureStartNs, measureProcessor, counts, turns, aloneNs, aloneCpuNs);
    }

    /** The same samples, measured in turns, with the block at the end of the round. */
    public Samples inTurns(List<Turn> taken, LongSeries blockNs, LongSeries blockCpuNs) {
        return with(measureStartNs, measureProcessor, blocks, taken, blockNs, blockCpuNs);
    }

    /** The same samples with the start and the processor of each measured invocation; either may be empty. */
    public Samples begun(LongSeries startNs, LongSeries processors) {
        return with(startNs, processors, blocks, turns, aloneNs, aloneCpuNs);
    }

    private Samples with(
            LongSeries startNs,
            LongSeries processors,
            LongSeries counts,
            List<Turn> taken,
            LongSeries blockNs,
            LongSeries blockCpuNs) {
        return new Samples(
                loadNs,
                firstInferenceNs,
                warmupNs,
                measureNs,
                warmupCpuNs,
                measureCpuNs,
                startNs,
                processors,
                counts,
                taken,
                blockNs,
                blockCpuNs);
    }

    private static void checkPairs(String what, LongSeries wall, LongSeries other) {
        if (!other.isEmpty() && other.size() != wall.size()) {
            throw new IllegalArgumentException(
                    "there are " + other.size() + ' ' + what + " for " + wall.size() + " samples");
        }
    }
}
