package dev.squeezebench.measure.loop;

import dev.squeezebench.records.LongSeries;
import java.util.Arrays;

/**
 * Samples in order of time. Its arrays are grown before a clock is read, and recording a sample is a few stores; so the
 * timed call sees no allocation of ours.
 */
public final class Recorder {
    private long[] startNs;
    private long[] ns;
    private long[] cpuNs;
    private long[] processors;
    private int size;
    private final boolean cpu;
    private final boolean knowsProcessor;

    /**
     * An empty recorder.
     *
     * @param capacity samples it has room for before it grows, at least 1
     * @param cpu whether CPU times are recorded beside wall times
     * @param knowsProcessor whether the processor of each sample is recorded
     */
    Recorder(int capacity, boolean cpu, boolean knowsProcessor) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a recorder has room for at least 1 sample");
        }
        this.startNs = new long[capacity];
        this.ns = new long[capacity];
        this.cpuNs = new long[cpu ? capacity : 0];
        this.processors = new long[knowsProcessor ? capacity : 0];
        this.cpu = cpu;
        this.knowsProcessor = knowsProcessor;
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** Wall times of the samples from an index on; a copy. */
    public LongSeries ns(int from) {
        return copy(ns, from);
    }

    /** All that is recorded of the samples from an index on; a copy. */
    public Recording samples(int from) {
        return new Recording(
                ns(from),
                cpu ? copy(cpuNs, from) : LongSeries.of(),
                copy(startNs, from),
                knowsProcessor ? copy(processors, from) : LongSeries.of());
    }

    private LongSeries copy(long[] values, int from) {
        return LongSeries.of(Arrays.copyOfRange(values, from, size));
    }

    /** Forgets all samples and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** Makes sure that the next {@link #add} allocates nothing. */
    void makeRoom() {
        if (size == ns.length) {
            int capacity = Math.multiplyExact(size, 2);
            startNs = Arrays.copyOf(startNs, capacity);
            ns = Arrays.copyOf(ns, capacity);
            cpuNs = Arrays.copyOf(cpuNs, cpu ? capacity : 0);
            processors = Arrays.copyOf(processors, knowsProcessor ? capacity : 0);
        }
    }

    /** Records a sample; {@link #makeRoom} was called since the last one. */
    void add(long start, long wall, long cpuTime, int processor) {
        startNs[size] = start;
        ns[size] = wall;
        if (cpu) {
            cpuNs[size] = cpuTime;
        }
        if (knowsProcessor) {
            processors[size] = processor;
        }
        size++;
    }
}
