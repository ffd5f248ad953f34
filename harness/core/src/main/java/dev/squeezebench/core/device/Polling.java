package dev.squeezebench.core.device;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads GPUs again and again in a thread of the command, which is not measured. */
final class Polling implements GpuReader.Monitor {
    private final CountDownLatch closed = new CountDownLatch(1);

    Polling(GpuReader gpus, Duration every, Consumer<GpuReader.Timed<GpuSample>> read) {
        Thread thread = new Thread(() -> read(gpus, every, read), "read GPUs");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(GpuReader gpus, Duration every, Consumer<GpuReader.Timed<GpuSample>> read) {
        try {
            do {
                gpus.now().forEach(sample -> read.accept(new GpuReader.Timed<>(Instant.now(), sample)));
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
