package dev.squeezebench.records;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Immutable sequence of integers in order of time, such as the nanoseconds of one trial's samples. */
public final class LongSeries {
    private static final LongSeries EMPTY = new LongSeries(new long[0]);

    private final long[] values;

    private LongSeries(long[] values) {
        this.values = values;
    }

    public static LongSeries of(long... values) {
        return values.length == 0 ? EMPTY : new LongSeries(values.clone());
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public long get(int index) {
        return values[index];
    }

    public long[] toArray() {
        return values.clone();
    }

    public double[] toDoubles() {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    public LongStream stream() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongSeries series && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
