package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A reader whose monitors a test waits on: until they have read something, however long a loaded machine takes. */
final class FollowedReader implements GpuReader {
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** Far beyond any load: only a fault gets there. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final GpuReader reader;
    private final List<Monitor<GpuSample>> gpus = new ArrayList<>();
    private final List<Monitor<GpuProcess>> processes = new ArrayList<>();

    FollowedReader(GpuReader reader) {
        this.reader = reader;
    }

    @Override
    public List<GpuSample> now() {
        return reader.now();
    }

    @Override
    public Monitor<GpuSample> monitor(Duration every) {
        Monitor<GpuSample> monitor = reader.monitor(every);
        gpus.add(monitor);
        return monitor;
    }

    @Override
    public List<GpuProcess> processes() {
        return reader.processes();
    }

    @Override
    public Monitor<GpuProcess> monitorProcesses(Duration every) {
        Monitor<GpuProcess> monitor = reader.monitorProcesses(every);
        processes.add(monitor);
        return monitor;
    }

    /** The first reading of a GPU that is so. */
    Timed<GpuSample> awaitGpu(Predicate<GpuSample> sample) throws InterruptedException {
        return await(gpus, read -> sample.test(read.value()));
    }

    /** The first reading of a process, from that moment on, that is so. */
    void awaitProcess(Instant from, Predicate<GpuProcess> process) throws InterruptedException {
        await(processes, read -> !read.at().isBefore(from) && process.test(read.value()));
    }

    private static <T> Timed<T> await(List<Monitor<T>> monitors, Predicate<Timed<T>> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<Timed<T>> read = monitors.stream()
                    .flatMap(monitor -> monitor.samples().stream())
                    .filter(wanted)
                    .findFirst();
            if (read.isPresent()) {
                return read.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not read within " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(OFTEN.toMillis());
        }
    }
}
