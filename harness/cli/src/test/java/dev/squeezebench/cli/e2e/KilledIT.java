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
    private static final int INCONCLUSIVE = 3;
    private static final int MOST_KILLS = 6;
    private static final int MOST_KILLS_OF_GATE = 3;
    private static final int MOST_WAIT_MS = 5_000;

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

    /** First a fork, whose round is repeated; then the command, while that is measured. */
    @Test
    void aForkKilledInItsTurnVoidsTheRoundWhichIsRepeatedAndACommandKilledInThatResumes(@TempDir Path folder)
            throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        List<ProcessHandle> children;
        try (RunningCommand running = command.start(
                command.measuring(out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--rounds", "1"))) {
            RunningCommand.signal(running.awaitFork("\"measure\""), "KILL");
            running.awaitMessage("does not count and is repeated");
            // A fork that never ends by itself.
            RunningCommand.signal(running.awaitFork("\"warm_up\""), "STOP");
            children = running.descendants();
            running.kill();
            assertThat(running.end().err()).contains("was killed by SIGKILL");
        }
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);
        awaitEnd(children);
        assertThat(outcomes(out)).containsExactlyInAnyOrder("1 failed", "1 invalid");

        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(outcomes(out)).containsExactlyInAnyOrder("1 failed", "1 invalid", "2 measured", "2 measured");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    /** Of each trial, in which attempt at its round, and what became of it. */
    private static List<String> outcomes(Path out) throws IOException {
        return ResultReader.read(out.resolve("results.jsonl")).trials().stream()
                .map(trial -> trial.attempt() + " " + trial.outcome().word())
                .toList();
    }

    /** Workers, hosts and the command itself, at moments drawn from a seed; what is saved stays, whatever comes after it. */
    @Test
    void whateverIsKilledAndWheneverNothingSavedIsLostAndTheRunGoesOn(@TempDir Path folder) throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        Path results = out.resolve("results.jsonl");
        String[] first = command.measuring(
                out, "--workload", Command.TINY, "--target", "onnxruntime:cpu", "--quick", "--rounds", "3");
        String[] resumed = command.resuming(out);
        List<String> saved = killed(command, results, MOST_KILLS, new Random(13), () -> {
            boolean begun =
                    Files.exists(results) && !Files.readAllLines(results).isEmpty();
            if (!begun) {
                removeFilesIn(out);
            }
            return begun ? resumed : first;
        });
        Command.Ended ended = command.run(resumed);

        assertThat(ended.exitCode()).as(ended.all()).isIn(0, PARTIAL);
        nothingIsLostOrDoubled(results, saved);
        assertThat(ResultReader.read(results).trials())
                .filteredOn(Trial::counts)
                .hasSize(2 * 3);
    }

    /**
     * A gate of which so little is tolerated that no look decides; the command of a CI job is the same each time. What is
     * measured between two kills counts, and the looks stay what they were.
     */
    @Test
    void aGateKilledAtAnyMomentGoesOnFromItsStoredRoundsUnderTheSameConditionsAlone(@TempDir Path folder)
            throws Exception {
        Command command = Command.built();
        Path out = folder.resolve("out");
        Path results = out.resolve("results.jsonl");
        Path xml = folder.resolve("gate.xml");
        String[] job = {
            "gate",
            "--workload",
            "squeezebert-tiny",
            "--target",
            "onnxruntime:cpu",
            "--max-slowdown",
            "0.02%",
            "--max-memory-growth",
            "90%",
            "--time-budget",
            "1s",
            "--cache",
            command.cache().toString(),
            "--continue",
            out.toString(),
            "--export",
            "junit=" + xml
        };
        List<String> saved = killed(command, results, MOST_KILLS_OF_GATE, new Random(31), () -> job);

        Command.Ended first = command.run(job);
        assertThat(first.exitCode()).as(first.all()).isEqualTo(INCONCLUSIVE);
        assertThat(first.err()).contains("nothing differs");
        assertThat(xml).content().contains("inconclusive");
        nothingIsLostOrDoubled(results, saved);
        assertThat(rounds(results)).isIn(6L, 9L);
        assertThat(out.resolve("charts/gate.png")).isNotEmptyFile();
        SchemaCheck.published().accepts(out.resolve("comparisons.jsonl"));

        long before = rounds(results);
        saved = Files.readAllLines(results);
        Command.Ended second = command.run("gate", "--time-budget", "1s", "--continue", out.toString());
        assertThat(second.exitCode()).as(second.all()).isEqualTo(INCONCLUSIVE);
        nothingIsLostOrDoubled(results, saved);
        assertThat(rounds(results)).isEqualTo(before + 3);

        Command.Ended other = command.run("gate", "--threads", "2", "--continue", out.toString());
        assertThat(other.exitCode()).as(other.all()).isEqualTo(2);
        assertThat(other.err()).contains("threads was 1 and is 2");
        assertThat(command.run("report", out.toString()).out()).startsWith("INCONCLUSIVE squeezebert-tiny/");
    }

    private static long rounds(Path results) throws IOException {
        return ResultReader.read(results).trials().stream()
                .filter(Trial::counts)
                .map(Trial::round)
                .distinct()
                .count();
    }

    private static void nothingIsLostOrDoubled(Path results, List<String> saved) throws IOException {
        assertThat(Files.readAllLines(results)).startsWith(saved.toArray(String[]::new));
        SchemaCheck.published().accepts(results);
        List<Trial> trials = ResultReader.read(results).trials();
        assertThat(trials.stream()
                        .filter(Trial::counts)
                        .map(trial -> trial.arm() + ' ' + trial.scenario() + "/" + trial.round()))
                .doesNotHaveDuplicates();
        assertThat(trials.stream()
                        .filter(trial -> trial.group().isPresent())
                        .map(trial ->
                                trial.arm() + ' ' + trial.scenario() + "/" + trial.round() + '/' + trial.attempt()))
                .doesNotHaveDuplicates();
    }

    /** The words of the next command. */
    private interface Words {
        String[] next() throws IOException;
    }

    /** Kills commands, and what they started, at moments drawn from a seed; the lines that are saved then. */
    private static List<String> killed(Command command, Path results, int most, Random random, Words words)
            throws Exception {
        List<String> saved = List.of();
        for (int kill = 0; kill < most; kill++) {
            List<ProcessHandle> processes = new ArrayList<>();
            try (RunningCommand running = command.start(words.next())) {
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
        return saved;
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
