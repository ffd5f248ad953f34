package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measured process that somebody, or the kernel, kills. */
@Tag("slow")
class KilledIT {
    private static final int PARTIAL = 4;

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
        for (int look = 0; look < 1000 && children.stream().anyMatch(Liveness::isRunning); look++) {
            Thread.sleep(10);
        }
        List<ProcessHandle> left = children.stream().filter(Liveness::isRunning).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();

        Command.Ended resumed = command.resume(out);
        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(ResultReader.read(out.resolve("results.jsonl")).trials()).hasSize(2);
    }
}
