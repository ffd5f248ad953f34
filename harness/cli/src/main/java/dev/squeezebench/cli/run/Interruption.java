package dev.squeezebench.cli.run;

import dev.squeezebench.core.experiment.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What happens at Ctrl-C, or when the process is asked to end: the running trial is ended, what is measured is saved,
 * no child is left behind. Java itself then ends the process with 128 + the signal's number: 130 for Ctrl-C.
 */
public final class Interruption implements AutoCloseable {
    /** Enough for the running trial's processes to be gone; the whole must take less than two seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final Cancellation cancellation = new Cancellation();
    private final Runnable farewell;
    /** Held while trials run: other phases can be cut anywhere, since files are written under other names first. */
    private final ReentrantLock measuring = new ReentrantLock();

    private final Thread hook = new Thread(this::atShutdown, "interruption");

    private Interruption(Runnable farewell) {
        this.farewell = farewell;
    }

    /**
     * Watches for the end of the process until closed.
     *
     * @param farewell says where the results are and how to go on
     */
    public static Interruption watch(Runnable farewell) {
        Interruption interruption = new Interruption(farewell);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Told when the process is asked to end. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** From now on an interruption waits for the running trial to end and to be saved. */
    public void measuringBegins() {
        measuring.lock();
    }

    /** All trials are saved. */
    public void measuringEnds() {
        measuring.unlock();
    }

    private void atShutdown() {
        List<ProcessHandle> children = descendants();
        cancellation.cancel();
        try {
            if (measuring.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                measuring.unlock();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        Stream.concat(children.stream(), descendants().stream()).forEach(ProcessHandle::destroyForcibly);
        farewell.run();
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is at work already; the process ends with it.
            return;
        }
    }
}
