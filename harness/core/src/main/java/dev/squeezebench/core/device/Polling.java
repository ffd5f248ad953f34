package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads GPUs again and again in a thread of the command, which is not measured. */
final class Polling implements GpuReader.Monitor<GpuSample> {
    private final Queue<GpuReader.Timed<GpuSample>> samples = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Polling(GpuReader gpus, Duration every) {
        Thread thread = new Thread(() -> read(gpus, every), "read GPUs");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(GpuReader gpus, Duration every) {
        try {
            do {
                gpus.now().forEach(sample -> samples.add(new GpuReader.Timed<>(Instant.now(), sample)));
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<GpuReader.Timed<GpuSample>> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
