package dev.squeezebench.core.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A child process with all it started. It never outlives this process, nor {@link #close()}.
 *
 * <p>Where the system can do it, it has a session of its own: a signal that a terminal sends to the command's process
 * group, such as Ctrl-C, reaches the command alone, which ends its children in its own way.
 */
public final class ProcessTree implements AutoCloseable {
    /** What a killed process takes at most to be gone. */
    private static final Duration DEATH = Duration.ofSeconds(2);

    /** What a parent takes at most to learn of its child's death. */
    private static final Duration NOTICE = Duration.ofMillis(500);

    /** What the command takes at most to notice a signal that ended a child already. */
    private static final Duration SIGNAL_NOTICE = Duration.ofSeconds(1);

    private static final String SETSID = "setsid";

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final Process root;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();
    private final Thread atShutdown;

    private ProcessTree(Process root) {
        this.root = root;
        this.atShutdown = new Thread(
                () -> {
                    shutdown.countDown();
                    killAll();
                },
                "kill " + root.pid());
    }

    /**
     * Starts a process that dies when this JVM shuts down.
     *
     * @throws InterruptedException when it is shutting down already: no failure of what should have run
     */
    public static ProcessTree start(ProcessBuilder builder) throws IOException, InterruptedException {
        ProcessTree tree = new ProcessTree(inItsOwnSession(builder).start());
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

    /** By setsid(1) where there is one: it becomes the program that it starts. */
    private static ProcessBuilder inItsOwnSession(ProcessBuilder builder) {
        Optional<Path> setsid = onPath(SETSID);
        String program = builder.command().get(0);
        boolean startable = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : onPath(program).isPresent();
        // A program that cannot be started is to fail here, and not in setsid.
        if (setsid.isPresent() && startable) {
            List<String> command = new ArrayList<>(builder.command());
            command.add(0, setsid.get().toString());
            builder.command(command);
        }
        return builder;
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Standard input of the root. */
    OutputStream input() {
        return root.getOutputStream();
    }

    /** Standard output of the root. */
    public InputStream output() {
        return root.getInputStream();
    }

    /** Standard error of the root. */
    InputStream errors() {
        return root.getErrorStream();
    }

    /** Waits for the root's end; false when it still runs. */
    public boolean endedWithin(Duration wait) throws InterruptedException {
        return root.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Exit code of the root, which has ended. */
    public int exitCode() {
        return root.exitValue();
    }

    /**
     * Makes sure that the root's end is not part of the end of this process: it was not killed because this process shuts
     * down, and the signal that ended it did not end this process too.
     *
     * @throws InterruptedException when it is
     */
    void insistOnRunningOn(ExitCode code) throws InterruptedException {
        Duration wait = code.mayEndTheCommand() ? SIGNAL_NOTICE : Duration.ZERO;
        if (shutdown.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the program is shutting down");
        }
    }

    /** Remembers what was started so far: once the root is dead, its children cannot be told from strangers. */
    public synchronized void rememberDescendants() {
        root.descendants().forEach(descendants::add);
    }

    /**
     * Kills all and waits for their death. The children go first, while their parent can still collect them: in a
     * container whose first process is no init no other process does, and they would stay as zombies.
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
