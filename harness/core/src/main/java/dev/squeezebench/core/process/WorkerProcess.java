package dev.squeezebench.core.process;

import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A child JVM that takes lines on its standard input and writes events to its standard output, a JSON object with a field
 * {@code event} a line. What else it or a native library prints goes to the log. It never outlives {@link #close()}, nor
 * this process.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final String EVENT = "{\"event\":";

    /** More than a JVM prints when it does not start, or JMH of a fork that died. */
    private static final int KEPT_LINES = 200;

    /** What reading the rest of the output takes at most; a child that was left behind may keep it open for ever. */
    private static final Duration READING = Duration.ofSeconds(5);

    private final ProcessTree tree;
    private final Path folder;
    private final Path log;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final List<Thread> readers;

    private WorkerProcess(ProcessTree tree, Path folder, Path log, Consumer<JsonFields> events) {
        this.tree = tree;
        this.folder = folder;
        this.log = log;
        this.readers = List.of(
                reader(tree.output(), line -> {
                    if (!isEvent(line, events)) {
                        keep(line);
                    }
                }),
                reader(tree.errors(), this::keep));
    }

    /**
     * Starts a worker.
     *
     * @param ownFlags of this JVM, beside those that every child gets
     * @param log file that what is no event is appended to
     * @param events gets each event in a thread of this worker's
     * @throws InterruptedException when this process is shutting down
     */
    public static WorkerProcess start(
            ChildJvm jvm,
            List<String> ownFlags,
            Class<?> mainClass,
            List<String> arguments,
            Path log,
            Consumer<JsonFields> events)
            throws IOException, InterruptedException {
        ProcessBuilder builder = jvm.process(ownFlags, mainClass.getName(), arguments);
        WorkerProcess worker = new WorkerProcess(ProcessTree.start(builder), jvm.folder(), log, events);
        worker.readers.forEach(Thread::start);
        return worker;
    }

    /** Sends it a line. */
    public void send(String line) throws IOException {
        OutputStream input = tree.input();
        input.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Waits for its end; false when it still runs. */
    public boolean endedWithin(Duration wait) throws InterruptedException {
        return tree.endedWithin(wait);
    }

    /** Remembers what it started so far: once it is dead, its children cannot be told from other processes. */
    public void rememberDescendants() {
        tree.rememberDescendants();
    }

    /**
     * How a process ended.
     *
     * @param code its exit code
     * @param lastWords the last line that it printed; absent when it printed nothing that says something
     * @param crash the report of a JVM that crashed, its own or of a process that it started
     */
    public record End(ExitCode code, Optional<String> lastWords, Optional<CrashReport> crash) {
        /** Such as {@code crashed by SIGSEGV in libx.so} or {@code ended by itself with exit code 1: no such file}. */
        public String inWords() {
            return crash.map(CrashReport::inWords)
                    .orElseGet(() -> code.inWords()
                            + (code.isFromOutside()
                                    ? ""
                                    : lastWords.map(words -> ": " + words).orElse("")));
        }
    }

    /** The last of these lines that says something of why a process died. */
    public static Optional<String> lastWords(List<String> lines) {
        return LastWords.of(lines);
    }

    /** What a native library in it, or in a process that it started, printed last as errors: where it ended, all is read. */
    public synchronized List<String> errors() {
        return LastWords.errors(List.copyOf(lastLines));
    }

    /**
     * Makes sure that the end of a process, this one or one that it started, is not part of the end of the command.
     *
     * @throws InterruptedException when it is
     */
    public void insistOnRunningOn(ExitCode code) throws InterruptedException {
        tree.insistOnRunningOn(code);
    }

    /**
     * How it ended, when {@link #endedWithin} said that it did and its output is read.
     *
     * @throws InterruptedException when its end is, or may be, part of the end of this process: that is no failure of what
     *     it ran
     */
    public End end() throws IOException, InterruptedException {
        ExitCode code = ExitCode.here(tree.exitCode());
        tree.insistOnRunningOn(code);
        for (Thread reader : readers) {
            reader.join(READING.toMillis());
        }
        return new End(code, lastWords(), CrashReport.in(folder));
    }

    /** Kills what still lives. */
    @Override
    public void close() {
        tree.close();
    }

    private static Thread reader(InputStream stream, Consumer<String> lines) {
        Thread thread = new Thread(() -> readAll(stream, lines), "output of a worker process");
        thread.setDaemon(true);
        return thread;
    }

    /** Decodes leniently: a native library may print in any charset. */
    private static void readAll(InputStream stream, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        } catch (IOException | UncheckedIOException e) {
            // It was killed: its end says so.
            return;
        }
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.removeFirst();
        }
        try {
            Files.writeString(log, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A log that cannot be written must neither block the worker nor cost its events.
            return;
        }
    }

    private synchronized Optional<String> lastWords() {
        return LastWords.of(List.copyOf(lastLines));
    }

    private static boolean isEvent(String line, Consumer<JsonFields> events) {
        if (!line.startsWith(EVENT)) {
            return false;
        }
        JsonFields event;
        try {
            event = JsonFields.parse(line.getBytes(StandardCharsets.UTF_8));
        } catch (JsonFormatException e) {
            // Printed by something else, or torn by its death.
            return false;
        }
        events.accept(event);
        return true;
    }
}
