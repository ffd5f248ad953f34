package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution whose ONNX Runtime has lost its native library, as one for another platform would. */
class BrokenRunnerIT {
    private static final int PARTIAL = 4;
    private static final int NOT_USABLE = 5;

    private Command broken = Command.built();
    private Path out = Path.of("");

    @BeforeEach
    void copyTheDistributionWithoutTheLibrary(@TempDir Path folder) throws IOException {
        out = folder.resolve("out");
        broken = ChangedDistribution.in(folder, root -> {
            List<Path> libraries;
            try (var all = Files.walk(root.resolve("ai/onnxruntime/native"))) {
                libraries = all.filter(Files::isRegularFile).toList();
            }
            assertThat(libraries).isNotEmpty();
            for (Path library : libraries) {
                Files.delete(library);
            }
        });
    }

    @Test
    void isNamedWithReasonAndRemedyWhileTheOtherTargetIsMeasured() throws IOException, InterruptedException {
        Command.Ended ended =
                broken.run(broken.measuring(out, "--workload", "squeezebert-tiny", "--quick", "--rounds", "1"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(PARTIAL);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials)
                .extracting(trial -> trial.scenario().runner(), trial -> trial.outcome()
                        .word())
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("onnxruntime", "unsupported"),
                        org.assertj.core.api.Assertions.tuple("tflite", "measured"));
        assertThat(trials)
                .filteredOn(trial -> trial.outcome() instanceof TrialOutcome.Unsupported)
                .allSatisfy(trial -> assertThat(trial.outcome().toString())
                        .contains("no ONNX Runtime library", "; choose another target"));
        assertThat(ended.out().replaceAll("\\s+", " ")).contains("tflite-", "onnxruntime-", "no ONNX Runtime library");
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    @Test
    void leavesNothingToMeasureWhenItAloneIsAskedFor() throws IOException, InterruptedException {
        Command.Ended ended = broken.quickRun(out, "--target", "onnxruntime:cpu");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(NOT_USABLE);
        assertThat(ended.err().lines()).as(ended.all()).hasSize(1);
        assertThat(ended.err())
                .contains("nothing of this can be measured here", "onnxruntime:cpu", "no ONNX Runtime library", ";");
        assertThat(out).doesNotExist();
    }
}
