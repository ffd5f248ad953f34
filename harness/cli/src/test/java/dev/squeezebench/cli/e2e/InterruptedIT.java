package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in each phase, and two runs at once: what was measured is saved, nobody is left, the next goes on. */
@Tag("slow")
class InterruptedIT {
    private static final int INTERRUPTED = 130;
    private static final int NOT_USABLE = 5;
    private static final String WAITS = "waiting for process";
    /** Promised are two seconds; on a machine that tests keep busy only what hangs can be told from what is slow. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void signalsReachChildren() throws IOException {
        RunningCommand.assumeThatInterruptsArrive();
    }

    @Test
    void whileAModelIsWrittenEndsAtOnceAndLeavesNothing() throws Exception {
        Command command = Command.withCache(folder.resolve("cache"));
        Path out = folder.resolve("out");
        String[] words = command.measuring(
                out,
                "--workload",
                "squeezebert-uncased",
                "--sequence-length",
                "8",
                "--target",
                "onnxruntime:cpu",
                "--quick",
                "--rounds",
                "1");
        try (RunningCommand running = command.start(words)) {
            running.await(
                    "a model being written", () -> unfinished(command.cache().resolve("models")));
            assertThat(interruptedSoon(running).err()).contains("interrupted; nothing was measured");
        }
        assertThat(out).doesNotExist();
    }

    /** At one stage of the second round after the other: each time it is taken up again, and that round begins anew. */
    @Test
    void whileAProcessIsAtAStageSavesTheRoundsBeforeIt() throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        // Not quick: each stage is long enough to be hit.
        String[] words =
                command.measuring(out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--rounds", "2");
        try (RunningCommand running = command.start(words)) {
            running.awaitMessage("round 1 measured");
            running.awaitFork("\"load\"");
            interruptedSoon(running, out);
        }
        List<String> before = firstRound(out);
        for (String stage : List.of("warm_up", "measure")) {
            try (RunningCommand running = command.start(command.resuming(out))) {
                running.awaitFork('"' + stage + '"');
                interruptedSoon(running, out);
            }
            assertThat(firstRound(out)).as(stage).startsWith(before.toArray(String[]::new));
        }

        resumes(command, out);
        assertThat(Files.readAllLines(out.resolve("results.jsonl"))).startsWith(before.toArray(String[]::new));
        assertThat(ResultReader.read(out.resolve("results.jsonl")).trials())
                .hasSize(4)
                .allMatch(Trial::counts);
    }

    /** What is saved, which is the first round whole and no trial of the second. */
    private static List<String> firstRound(Path out) throws IOException {
        assertThat(ResultReader.read(out.resolve("results.jsonl")).trials())
                .hasSize(2)
                .allMatch(Trial::counts);
        return Files.readAllLines(out.resolve("results.jsonl"));
    }

    @Test
    void oneRunMeasuresAtATimeAndTheNextWaitsUnlessToldNotTo() throws Exception {
        Command command = Command.built();
        try (RunningCommand measuring = command.start(
                command.quick(folder.resolve("first"), "--target", "onnxruntime:cpu", "--rounds", "1000"))) {
            measuring.await("a trial", () -> trials(folder.resolve("first")));
            Command.Ended impatient = command.quickRun(folder.resolve("no"), "--no-wait");
            assertThat(impatient.exitCode()).as(impatient.all()).isEqualTo(NOT_USABLE);
            assertThat(impatient.err()).contains("this machine is in use by process");
            assertThat(folder.resolve("no")).doesNotExist();
            try (RunningCommand waiting =
                    command.start(command.quick(folder.resolve("tired"), "--target", "onnxruntime:cpu"))) {
                waiting.awaitMessage(WAITS);
                assertThat(interruptedSoon(waiting).err()).contains("interrupted; nothing was measured");
                assertThat(folder.resolve("tired")).doesNotExist();
            }
            try (RunningCommand waiting = command.start(
                    command.quick(folder.resolve("next"), "--target", "onnxruntime:cpu", "--rounds", "1"))) {
                waiting.awaitMessage(WAITS);
                interruptedSoon(measuring, folder.resolve("first"));
                Command.Ended afterwards = waiting.end();
                assertThat(afterwards.exitCode()).as(afterwards.all()).isZero();
            }
        }
    }

    private static void interruptedSoon(RunningCommand running, Path out) throws Exception {
        assertThat(interruptedSoon(running).err())
                .contains("interrupted; what was measured is saved", "report " + out, "--resume " + out);
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    private static Command.Ended interruptedSoon(RunningCommand running) throws Exception {
        List<ProcessHandle> children = running.descendants();
        long start = System.nanoTime();
        running.interrupt();
        Command.Ended ended = running.end();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("interrupted: all gone after " + took.toMillis() + " ms");
        assertThat(took).isLessThan(SOON);
        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(INTERRUPTED);
        assertThat(children).noneMatch(Liveness::isRunning);
        return ended;
    }

    private static void resumes(Command command, Path out) throws IOException, InterruptedException {
        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(out.resolve("report.md")).isNotEmptyFile();
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    private static Optional<Path> unfinished(Path models) throws IOException {
        if (!Files.isDirectory(models)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(models)) {
            return files.filter(file -> file.getFileName().toString().contains(".tmp-"))
                    .findFirst();
        }
    }

    private static Optional<String> trials(Path out) throws IOException {
        Path results = out.resolve("results.jsonl");
        return Files.exists(results)
                ? Files.readAllLines(results).stream()
                        .filter(line -> line.contains("\"record\":\"trial\""))
                        .findFirst()
                : Optional.empty();
    }
}
