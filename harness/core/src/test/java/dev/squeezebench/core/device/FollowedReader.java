package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A reader whose readings a test waits for: each is handed on after its monitor has it. */
final class FollowedReader implements GpuReader {
    private final GpuReader reader;
    private final BlockingQueue<Timed<GpuSample>> gpus = new LinkedBlockingQueue<>();
    private final BlockingQueue<Timed<GpuProcess>> processes = new LinkedBlockingQueue<>();

    FollowedReader(GpuReader reader) {
        this.reader = reader;
    }

    @Override
    public List<GpuSample> now() {
        return reader.now();
    }

    @Override
    public Monitor monitor(Duration every, Consumer<Timed<GpuSample>> read) {
        return reader.monitor(every, read.andThen(gpus::add));
    }

    @Override
    public List<GpuProcess> processes() {
        return reader.processes();
    }

    @Override
    public Monitor monitorProcesses(Duration every, Consumer<Timed<GpuProcess>> read) {
        return reader.monitorProcesses(every, read.andThen(processes::add));
    }

    /** The next reading of a GPU that is so; the time limit of every test ends a wait in vain. */
    Timed<GpuSample> awaitGpu(Predicate<GpuSample> sample) throws InterruptedException {
        return await(gpus, read -> sample.test(read.value()));
    }

    /** Waits for the next reading of a process, from that moment on, that is so. */
    void awaitProcess(Instant from, Predicate<GpuProcess> process) throws InterruptedException {
        await(processes, read -> !read.at().isBefore(from) && process.test(read.value()));
    }

    private static <T> Timed<T> await(BlockingQueue<Timed<T>> readings, Predicate<Timed<T>> wanted)
            throws InterruptedException {
        Timed<T> reading = readings.take();
        while (!wanted.test(reading)) {
            reading = readings.take();
        }
        return reading;
    }
}
