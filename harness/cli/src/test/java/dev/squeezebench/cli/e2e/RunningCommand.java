package dev.squeezebench.cli.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that runs, with its output in files. Nothing of it is left after {@link #close}. */
final class RunningCommand implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final long SIGINT_IGNORED = 1 << (2 - 1);

    private final Process process;
    private final Path out;
    private final Path err;

    private RunningCommand(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static RunningCommand start(ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile("squeezebench-e2e-", ".out");
        Path err = Files.createTempFile("squeezebench-e2e-", ".err");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new RunningCommand(builder.start(), out, err);
    }

    /** Waits for the end. */
    Command.Ended end() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + LIMIT + ":\n" + Files.readString(err));
        }
        return new Command.Ended(process.exitValue(), Files.readString(out), err());
    }

    /** Whether it ends within a time. */
    boolean endedWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What went to stderr so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** Looks until something is there; fails when the command ends, or the time does, without it. */
    <T> T await(String what, Callable<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive();
            Optional<T> seen = look.call();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (!alive) {
                throw new AssertionError("ended before " + what + ": " + end().all());
            }
            Thread.sleep(LOOK.toMillis());
        }
        throw new AssertionError("no sign of " + what + " after " + LIMIT + ":\n" + err());
    }

    /** Waits for words on stderr. */
    void awaitMessage(String words) throws Exception {
        await("the message '" + words + "'", () -> Optional.of(words).filter(err()::contains));
    }

    /** The process that holds the runtime, as soon as its journal says that it has reached a stage. */
    ProcessHandle awaitFork(String stage) throws Exception {
        return await("a fork at stage " + stage, () -> {
            for (ProcessHandle child : descendants()) {
                List<String> words = commandLine(child);
                if (words.contains("org.openjdk.jmh.runner.ForkedMain")
                        && journal(words).contains(stage)) {
                    return Optional.of(child);
                }
            }
            return Optional.empty();
        });
    }

    private static String journal(List<String> words) throws IOException {
        String prefix = "-Djava.io.tmpdir=";
        Path file = words.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> Path.of(word.substring(prefix.length())).resolve("journal.jsonl"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no temporary folder in " + words));
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** Empty when it has just ended. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Every process below it, as of now. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** A shell without job control starts background jobs deaf to Ctrl-C, and their children are deaf too. */
    static void assumeThatInterruptsArrive() throws IOException {
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .sum();
        assumeTrue((ignored & SIGINT_IGNORED) == 0, "skipped: this process was started with SIGINT ignored");
    }

    /** Sends what Ctrl-C sends. */
    void interrupt() throws IOException, InterruptedException {
        signal(process.toHandle(), "INT");
    }

    /** Ends the command itself, and nothing else, at once. */
    void kill() throws IOException, InterruptedException {
        signal(process.toHandle(), "KILL");
    }

    /** Ends a process at once, unless it has ended meanwhile. */
    static void kill(ProcessHandle target) {
        target.destroyForcibly();
    }

    /** Sends a signal by name. */
    static void signal(ProcessHandle target, String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(target.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " " + target.pid() + " gave " + code);
        }
    }

    @Override
    public void close() throws IOException {
        Stream.concat(descendants().stream(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
