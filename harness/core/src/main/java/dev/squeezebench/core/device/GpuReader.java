package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads GPUs of one kind. What they do not say is left out; no failure to read ends a measurement. */
interface GpuReader {
    /** Every GPU of this kind at this moment. */
    List<GpuSample> now();

    /**
     * Starts to read every GPU again and again.
     *
     * @param read gets each reading, in order of time, in the thread that reads
     */
    Monitor monitor(Duration every, Consumer<Timed<GpuSample>> read);

    /** Every process that computes on one of them at this moment; none where that cannot be known. */
    default List<GpuProcess> processes() {
        return List.of();
    }

    /** Starts to read again and again which processes compute. */
    default Monitor monitorProcesses(Duration every, Consumer<Timed<GpuProcess>> read) {
        return () -> {};
    }

    /** Memory that is free on the fullest GPU of this kind: which one a runtime takes is not known before. Absent where it is unknown. */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    /** Reads until it is closed. */
    interface Monitor extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A value and when it was read.
     *
     * @param at by the clock of this machine
     * @param value what was read
     */
    record Timed<T>(Instant at, T value) {}
}
