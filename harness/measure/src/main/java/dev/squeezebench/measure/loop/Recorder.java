package dev.squeezebench.measure.loop;

import dev.squeezebench.records.LongSeries;
import java.util.Arrays;

/**
 * Samples in order of time. Its arrays are grown before a clock is read, and recording a sample is two stores; so the
 * timed call sees no allocation of ours.
 */
public final class Recorder {
    private long[] ns;
    private long[] cpuNs;
    private int size;
    private final boolean cpu;

    /**
     * An empty recorder.
     *
     * @param capacity samples it has room for before it grows, at least 1
     * @param cpu whether CPU times are recorded beside wall times
     */
    Recorder(int capacity, boolean cpu) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a recorder has room for at least 1 sample");
        }
        this.ns = new long[capacity];
        this.cpuNs = new long[cpu ? capacity : 0];
        this.cpu = cpu;
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** Wall times of the samples from an index on; a copy. */
    public LongSeries ns(int from) {
        return LongSeries.of(Arrays.copyOfRange(ns, from, size));
    }

    /** CPU times of the samples from an index on; a copy, empty where the platform has no clock. */
    public LongSeries cpuNs(int from) {
        return cpu ? LongSeries.of(Arrays.copyOfRange(cpuNs, from, size)) : LongSeries.of();
    }

    /** Forgets all samples and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** Makes sure that the next {@link #add} allocates nothing. */
    void makeRoom() {
        if (size == ns.length) {
            int capacity = Math.multiplyExact(size, 2);
            ns = Arrays.copyOf(ns, capacity);
            cpuNs = Arrays.copyOf(cpuNs, cpu ? capacity : 0);
        }
    }

    /** Records a sample; {@link #makeRoom} was called since the last one. */
    void add(long wall, long cpuTime) {
        ns[size] = wall;
        if (cpu) {
            cpuNs[size] = cpuTime;
        }
        size++;
    }
}
