package dev.squeezebench.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A child process with all it started. It never outlives this process, nor {@link #close()}. */
public final class ProcessTree implements AutoCloseable {
    /** What a killed process takes at most to be gone. */
    private static final Duration DEATH = Duration.ofSeconds(2);

    /** What a parent takes at most to hear of its child's death. */
    private static final Duration NOTICE = Duration.ofMillis(500);

    private final Process root;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();
    private final Thread atShutdown;

    private ProcessTree(Process root) {
        this.root = root;
        this.atShutdown = new Thread(this::killAll, "kill " + root.pid());
    }

    /**
     * Starts a process that dies when this JVM shuts down.
     *
     * @throws InterruptedException when it is shutting down already: no failure of what should have run
     */
    public static ProcessTree start(ProcessBuilder builder) throws IOException, InterruptedException {
        ProcessTree tree = new ProcessTree(builder.start());
        try {
            Runtime.getRuntime().addShutdownHook(tree.atShutdown);
        } catch (IllegalStateException e) {
            tree.killAll();
            InterruptedException interrupted = new InterruptedException("the program is shutting down");
            interrupted.initCause(e);
            throw interrupted;
        }
        return tree;
    }

    /** Standard output of the root. */
    public InputStream output() {
        return root.getInputStream();
    }

    /** Waits for the root's end; false when it still runs. */
    public boolean endedWithin(Duration wait) throws InterruptedException {
        return root.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Exit code of the root, which has ended. */
    public int exitCode() {
        return root.exitValue();
    }

    /** Remembers what was started so far: once the root is dead, its children cannot be told from strangers. */
    public synchronized void rememberDescendants() {
        root.descendants().forEach(descendants::add);
    }

    /**
     * Kills all and waits for their death. The children go first, while their parent can still collect them: in a
     * container whose first process is no init nobody else does, and they would stay as zombies.
     */
    void killAll() {
        await(killDescendants(), ProcessHandle::isAlive, NOTICE);
        Set<ProcessHandle> dying = killDescendants();
        root.destroyForcibly();
        dying.add(root.toHandle());
        await(dying, Liveness::isRunning, DEATH);
    }

    private synchronized Set<ProcessHandle> killDescendants() {
        rememberDescendants();
        descendants.forEach(ProcessHandle::destroyForcibly);
        return new LinkedHashSet<>(descendants);
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

    private static void await(Set<ProcessHandle> dying, Predicate<ProcessHandle> alive, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (dying.stream().anyMatch(alive) && System.nanoTime() < deadline) {
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
