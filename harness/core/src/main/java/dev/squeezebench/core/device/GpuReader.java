package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Reads GPUs of one kind. What they do not say is left out; no failure to read ends a measurement. */
interface GpuReader {
    /** Every GPU of this kind at this moment. */
    List<GpuSample> now();

    /** Starts to read every GPU again and again. */
    Monitor<GpuSample> monitor(Duration every);

    /** Every process that computes on one of them at this moment; none where that cannot be known. */
    default List<GpuProcess> processes() {
        return List.of();
    }

    /** Starts to read again and again which processes compute. */
    default Monitor<GpuProcess> monitorProcesses(Duration every) {
        return Monitor.nothing();
    }

    /** Memory that is free on the fullest GPU of this kind: which one a runtime takes is not known before. Absent where it is unknown. */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    /** Reads until it is closed. */
    interface Monitor<T> extends AutoCloseable {
        /** What was read so far, in order of time. */
        List<Timed<T>> samples();

        @Override
        void close();

        /** One that reads nothing. */
        static <T> Monitor<T> nothing() {
            return new Monitor<>() {
                @Override
                public List<Timed<T>> samples() {
                    return List.of();
                }

                @Override
                public void close() {}
            };
        }
    }

    /**
     * A value and when it was read.
     *
     * @param at by the clock of this machine
     * @param value what was read
     */
    record Timed<T>(Instant at, T value) {}
}
