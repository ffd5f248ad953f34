package dev.squeezebench.core.trial;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A child process with all it started. It never outlives this process, nor {@link #close()}. */
final class ProcessTree implements AutoCloseable {
    private static final Duration DEATH = Duration.ofSeconds(2);

    private final Process root;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();
    private final Thread atShutdown;

    private ProcessTree(Process root) {
        this.root = root;
        this.atShutdown = new Thread(this::killAll, "kill " + root.pid());
    }

    /** Starts a process that dies when this JVM shuts down. */
    static ProcessTree start(ProcessBuilder builder) throws IOException {
        ProcessTree tree = new ProcessTree(builder.start());
        try {
            Runtime.getRuntime().addShutdownHook(tree.atShutdown);
        } catch (IllegalStateException e) {
            tree.killAll();
            throw new IOException("the program is shutting down", e);
        }
        return tree;
    }

    /** Standard output of the root. */
    InputStream output() {
        return root.getInputStream();
    }

    /** Waits for the root's end; false when it still runs. */
    boolean endedWithin(Duration wait) throws InterruptedException {
        return root.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Exit code of the root, which has ended. */
    int exitCode() {
        return root.exitValue();
    }

    /** Remembers what was started so far: once the root is dead, its children cannot be told from strangers. */
    synchronized void rememberDescendants() {
        root.descendants().forEach(descendants::add);
    }

    /** Kills all and waits for their death. */
    void killAll() {
        rememberDescendants();
        root.destroyForcibly();
        Set<ProcessHandle> dying;
        synchronized (this) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            dying = new LinkedHashSet<>(descendants);
        }
        dying.add(root.toHandle());
        long deadline = System.nanoTime() + DEATH.toNanos();
        for (ProcessHandle process : dying) {
            awaitDeath(process, deadline);
        }
    }

    /** Kills what still lives. */
    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // Shutting down: the hook does the same again.
            return;
        }
    }

    private static void awaitDeath(ProcessHandle process, long deadline) {
        boolean interrupted = false;
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
