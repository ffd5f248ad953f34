package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates by the built command, on a model of milliseconds. */
@Tag("slow")
class GateIT {
    private final Command command = Command.built();
    private final Path folder;

    GateIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aCandidateThatIsManyTimesSlowerFails() throws Exception {
        // What float16 costs on a processor is no matter of noise.
        Command.Ended ended = gate("--candidate", "dtype=float16", "--max-memory-growth", "90%");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(1);
        assertThat(ended.all()).contains("FAIL squeezebert-tiny/").contains("slower");
        assertThat(trials())
                .extracting(Trial::arm)
                .contains("baseline", "candidate", "control")
                .doesNotContain("single");
        assertThat(ResultReader.read(folder.resolve("out/results.jsonl")).rounds())
                .allSatisfy(round -> assertThat(round.voided()).isEmpty())
                .extracting(RoundRecord::cycles)
                .containsOnly(16);
    }

    @Test
    void aBaselineAgainstItselfNeverFails() throws Exception {
        // No time for more than the first look.
        Command.Ended ended = gate("--time-budget", "10s");

        assertThat(ended.exitCode()).as(ended.all()).isIn(0, 3);
        assertThat(ended.all()).contains("nothing differs");
        assertThat(trials()).extracting(Trial::round).contains(1, 6);
    }

    @Test
    void aFasterWrongAnswerIsNotFasterUnlessThatIsAllowed() throws Exception {
        Path golden = GoldenFolders.of("bert-pretraining-legacy");
        List<Tensor> wrong = new ArrayList<>();
        for (Tensor tensor : Safetensors.read(golden.resolve("io.safetensors"))) {
            wrong.add(
                    tensor.name().equals("last_hidden_state")
                            ? new Tensor(tensor.name(), tensor.type(), tensor.shape(), ones(tensor))
                            : tensor);
        }
        Path expect = folder.resolve("wrong.safetensors");
        Safetensors.write(expect, wrong);
        String[] words = {
            "gate",
            "--checkpoint",
            golden.toString(),
            "--inputs",
            golden.resolve("io.safetensors").toString(),
            "--expect",
            expect.toString(),
            "--target",
            "onnxruntime:cpu",
            "--time-budget",
            "10s",
            "--out",
            folder.resolve("out").toString()
        };

        Command.Ended refused = command.run(words);
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(4);
        assertThat(refused.err()).contains("a faster wrong answer is not faster; --allow-output-change");
        assertThat(trials()).noneMatch(Trial::counts);

        words[words.length - 1] = folder.resolve("allowed").toString();
        List<String> allowed = new ArrayList<>(List.of(words));
        allowed.add("--allow-output-change");
        Command.Ended judged = command.run(allowed.toArray(String[]::new));
        assertThat(judged.exitCode()).as(judged.all()).isIn(0, 3);
        Results saved = ResultReader.read(folder.resolve("allowed/results.jsonl"));
        assertThat(saved.runs().get(0).settings()).containsEntry("allow_output_change", "true");
        assertThat(saved.trials().stream().filter(Trial::counts).filter(trial -> trial.arm()
                        .equals("candidate")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(trial -> assertThat(trial.warnings()).anyMatch(WarningCode.OUTPUTS_DIFFER::is));
    }

    private static ByteBuffer ones(Tensor tensor) {
        ByteBuffer data =
                ByteBuffer.allocate((int) tensor.elements() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.elements(); i++) {
            data.putFloat(1);
        }
        return data.flip();
    }

    private List<Trial> trials() throws Exception {
        return ResultReader.read(folder.resolve("out/results.jsonl")).trials();
    }

    private Command.Ended gate(String... own) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "gate",
                "--workload",
                "squeezebert-tiny",
                "--target",
                "onnxruntime:cpu",
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of(own));
        return command.run(words.toArray(String[]::new));
    }
}
