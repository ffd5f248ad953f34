package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original implementation's inputs and outputs, given to the built command. */
@Tag("slow")
class ExpectIT {
    private static final int OUTPUTS_DIFFER = 4;
    private static final Path SQUEEZEBERT = GoldenFolders.of("squeezebert-mlm-zip");
    private static final Path LEGACY = GoldenFolders.of("bert-pretraining-legacy");

    private final Command command = Command.built();
    private final Path folder;

    ExpectIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private Command.Ended run(Path checkpoint, Path inputs, Path expect, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "--quick",
                "--rounds",
                "1",
                "--checkpoint",
                checkpoint.toString(),
                "--inputs",
                inputs.toString(),
                "--expect",
                expect.toString()));
        words.addAll(List.of(more));
        return command.run(command.measuring(folder.resolve("out"), words.toArray(String[]::new)));
    }

    private List<Trial> trials() throws IOException {
        SchemaCheck.published().accepts(folder.resolve("out/results.jsonl"));
        return ResultReader.read(folder.resolve("out/results.jsonl")).trials();
    }

    @Test
    void bothRuntimesGiveWhatTheOriginalImplementationGave() throws Exception {
        Path io = LEGACY.resolve("io.safetensors");
        Command.Ended ended = run(LEGACY, io, io, "--target", "onnxruntime:cpu,tflite:xnnpack,tflite:builtin");

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.out()).contains("last_hidden_state", "pooler_output", "allowed", "expect@sha256:");
        assertThat(folder.resolve("out/report.md")).content().contains("hidden", "pooler", "expect@sha256");
        assertThat(trials()).hasSize(3).allSatisfy(trial -> {
            assertThat(trial.scenario().batch()).isEqualTo(3);
            assertThat(trial.scenario().sequenceLength()).hasValue(17);
            assertThat(trial.outputCheck()).isInstanceOfSatisfying(OutputCheck.Checked.class, check -> {
                assertThat(check.outputs()).hasSize(2);
                assertThat(check.maxAbsError()).isBetween(1e-9, 1e-4);
            });
        });
    }

    @Test
    void anArchiveOfNumpyIsAsGoodAndWhatItHoldsBesidesIsListed() throws Exception {
        Path npz = Path.of(
                System.getProperty("root.dir"), "harness/workloads/src/test/resources/npz/squeezebert-mlm-zip.npz");
        Command.Ended ended = run(SQUEEZEBERT, npz, npz, "--target", "tflite:xnnpack");

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.err()).contains("ignored, for they are neither inputs nor outputs: notes");
        assertThat(trials()).hasSize(1);
    }

    @Test
    void anotherExpectationEndsWithFourAndNamesTheFirstLayerThatDiffers() throws Exception {
        Path io = SQUEEZEBERT.resolve("io.safetensors");
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : Safetensors.read(io)) {
            boolean late =
                    tensor.name().equals("hidden_states.2") || tensor.name().equals("last_hidden_state");
            tensors.add(late ? bent(tensor) : tensor);
        }
        Path expect = folder.resolve("bent.safetensors");
        Safetensors.write(expect, tensors);
        Command.Ended ended = run(SQUEEZEBERT, io, expect, "--target", "onnxruntime:cpu");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(OUTPUTS_DIFFER);
        assertThat(ended.out()).contains("exceeded");
        assertThat(ended.err())
                .contains("differs from the reference implementation first at hidden_states.2, by up to");
        assertThat(trials()).noneMatch(Trial::counts);

        Command.Ended verified = command.run(
                "models",
                "verify",
                "--cache",
                command.cache().toString(),
                "--target",
                "onnxruntime:cpu",
                "--lowering",
                "split",
                "--checkpoint",
                SQUEEZEBERT.toString(),
                "--inputs",
                io.toString(),
                "--expect",
                expect.toString());
        assertThat(verified.exitCode()).as(verified.all()).isEqualTo(OUTPUTS_DIFFER);
        assertThat(verified.out().lines().filter(line -> line.contains("exceeded")))
                .as("one line for each fusion")
                .hasSize(3);
    }

    private static Tensor bent(Tensor tensor) {
        ByteBuffer data = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(tensor.data()).flip();
        data.putFloat(0, data.getFloat(0) + 0.01f);
        return new Tensor(tensor.name(), tensor.type(), tensor.shape(), data);
    }

    @Test
    void withoutAnExpectationTheReferenceIsComputedForTheGivenInputsOfAnyWorkload() throws Exception {
        Command.Ended ended = command.run(command.measuring(
                folder.resolve("out"),
                "--quick",
                "--rounds",
                "1",
                "--target",
                "onnxruntime:cpu",
                "--workload",
                "bert-tiny",
                "--inputs",
                LEGACY.resolve("io.safetensors").toString()));

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(trials()).singleElement().satisfies(trial -> {
            assertThat(trial.scenario().sequenceLength()).hasValue(17);
            assertThat(trial.outputCheck())
                    .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.reference())
                            .isEqualTo("reference-float64"));
        });
    }
}
