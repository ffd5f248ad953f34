package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measured process that somebody, or the kernel, kills. */
@Tag("slow")
class KilledIT {
    private static final int PARTIAL = 4;
    private static final int MOST_KILLS = 6;
    private static final int MOST_WAIT_MS = 8_000;

    @Test
    void aForkKilledWhileMeasuringFailsAloneWithTheCause(@TempDir Path folder) throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        Command.Ended ended;
        // Not quick: a second of measuring is long enough to be hit.
        try (RunningCommand running = command.start(command.measuring(
                out,
                "--workload",
                "squeezebert-tiny",
                "--target",
                "onnxruntime:cpu,tflite:xnnpack",
                "--rounds",
                "1"))) {
            RunningCommand.signal(running.awaitFork("\"measure\""), "KILL");
            ended = running.end();
        }

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(PARTIAL);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials).extracting(trial -> trial.outcome().word()).containsExactly("failed", "measured");
        assertThat(trials.get(0).outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("was killed by SIGKILL");
            assertThat(failed.stage().word()).isEqualTo("measure");
        });
        assertThat(ended.out()).contains("SIGKILL");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    @Test
    void aForkKilledInItsTurnVoidsTheRoundWhichIsRepeated(@TempDir Path folder) throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        Command.Ended ended;
        try (RunningCommand running = command.start(
                command.measuring(out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--rounds", "1"))) {
            RunningCommand.signal(running.awaitFork("\"measure\""), "KILL");
            ended = running.end();
        }

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.err()).contains("does not count and is repeated").contains("was killed by SIGKILL");
        assertThat(ResultReader.read(out.resolve("results.jsonl")).trials())
                .extracting(trial -> trial.attempt() + " " + trial.outcome().word())
                .containsExactlyInAnyOrder("1 failed", "1 invalid", "2 measured", "2 measured");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    @Test
    void theCommandKilledTakesItsTrialAlongAndTheRunResumes(@TempDir Path folder) throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        List<ProcessHandle> children;
        try (RunningCommand running = command.start(
                command.measuring(out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--rounds", "1"))) {
            // A fork that never ends by itself.
            RunningCommand.signal(running.awaitFork("\"warm_up\""), "STOP");
            children = running.descendants();
            running.kill();
            running.end();
        }
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);
        awaitEnd(children);

        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(ResultReader.read(out.resolve("results.jsonl")).trials()).hasSize(2);
    }

    /** Workers, hosts and the command itself, at moments drawn from a seed; what is saved stays, whatever comes after it. */
    @Test
    void whateverIsKilledAndWheneverNothingSavedIsLostAndTheRunGoesOn(@TempDir Path folder) throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        Path results = out.resolve("results.jsonl");
        Random random = new Random(13);
        List<String> saved = List.of();
        String[] words = command.measuring(
                out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--quick", "--rounds", "3");
        for (int kill = 0; kill < MOST_KILLS; kill++) {
            boolean begun =
                    Files.exists(results) && !Files.readAllLines(results).isEmpty();
            if (!begun) {
                removeFilesIn(out);
            }
            String[] taken = begun ? command.resuming(out) : words;
            List<ProcessHandle> processes = new ArrayList<>();
            try (RunningCommand running = command.start(taken)) {
                if (running.endedWithin(Duration.ofMillis(random.nextInt(MOST_WAIT_MS)))) {
                    // It was done before its turn to be killed came.
                    break;
                }
                processes.addAll(running.descendants());
                Collections.shuffle(processes, random);
                if (random.nextBoolean() && !processes.isEmpty()) {
                    RunningCommand.kill(processes.get(0));
                }
                if (random.nextBoolean()) {
                    running.kill();
                    running.end();
                } else if (running.endedWithin(Duration.ofMillis(random.nextInt(MOST_WAIT_MS)))) {
                    break;
                } else {
                    processes.addAll(running.descendants());
                    running.kill();
                    running.end();
                }
            }
            awaitEnd(processes);
            if (Files.exists(results)) {
                List<String> now = Files.readAllLines(results);
                // The last line may have been cut, and is moved aside then.
                assertThat(now.subList(0, Math.min(now.size(), saved.size()))).isEqualTo(saved);
                saved = Files.readString(results).endsWith("\n") ? now : now.subList(0, now.size() - 1);
            }
        }
        Command.Ended ended = command.resume(out);

        assertThat(ended.exitCode()).as(ended.all()).isIn(0, PARTIAL);
        assertThat(Files.readAllLines(results)).startsWith(saved.toArray(String[]::new));
        SchemaCheck.published().accepts(results);
        List<Trial> trials = ResultReader.read(results).trials();
        assertThat(trials.stream().filter(Trial::counts).map(trial -> trial.scenario() + "/" + trial.round()))
                .hasSize(2 * 3)
                .doesNotHaveDuplicates();
        assertThat(trials.stream().map(trial -> trial.scenario() + "/" + trial.round() + '/' + trial.attempt()))
                .doesNotHaveDuplicates();
    }

    /** Of a run that was killed before its first line was saved there is nothing to resume. */
    private static void removeFilesIn(Path out) throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws InterruptedException {
        for (int look = 0; look < 1000 && processes.stream().anyMatch(Liveness::isRunning); look++) {
            Thread.sleep(10);
        }
        List<ProcessHandle> left =
                processes.stream().filter(Liveness::isRunning).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }
}
