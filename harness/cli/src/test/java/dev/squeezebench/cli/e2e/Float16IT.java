package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep over element types, on a runtime that has both and on one that has not. */
@Tag("slow")
class Float16IT {
    @Test
    void bothTypesAreMeasuredCheckedAndComparedAmongThemselvesAndWhatCannotBeWrittenIsUnsupported(@TempDir Path folder)
            throws Exception {
        Path out = folder.resolve("out");
        Command.Ended ended = Command.built()
                .quickRun(
                        out,
                        "--rounds",
                        "1",
                        "--target",
                        "onnxruntime:cpu,tflite:xnnpack",
                        "--dtype",
                        "float32,float16");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        assertThat(ended.out()).contains(":cpu, float32, batch 1", ":cpu, float16, batch 1");
        assertThat(ended.all().replaceAll("\\s+", " "))
                .contains("float16 cannot be written as .tflite; choose --dtype float32");
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials).hasSize(8);
        for (Trial trial : trials) {
            boolean half = trial.scenario().dtype().equals("float16");
            if (half && trial.scenario().runner().equals("tflite")) {
                assertThat(trial.outcome()).isInstanceOf(TrialOutcome.Unsupported.class);
            } else {
                assertThat(trial.outcome()).isInstanceOf(TrialOutcome.Measured.class);
                assertThat(trial.outputCheck())
                        .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.maxAbsError())
                                .isBetween(half ? 1e-4 : 0, half ? 2e-2 : 1e-4));
            }
        }
        // Speed-ups within a type: two on ONNX Runtime, one on TensorFlow Lite, each with equal types on both sides.
        List<String> comparisons = Files.readAllLines(out.resolve("comparisons.jsonl"));
        assertThat(comparisons).hasSize(3).allSatisfy(line -> assertThat(line.contains("/float16/"))
                .isNotEqualTo(line.contains("/float32/")));
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }
}
