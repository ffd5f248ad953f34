package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.plan.GoldenFolders;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.Witness;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gates by the built command, on a model of milliseconds. One that fails, with its control rounds, is that of a bundle in
 * {@code .ci/job}, by the action; one that goes on is in {@link KilledIT}.
 */
@Tag("slow")
class GateIT {
    private final Command command = Command.built();
    private final Path folder;

    GateIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Allowed, its rounds are those of arms that have a Java, an environment and a build of their own. */
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
            "1s",
            "--out",
            folder.resolve("out").toString()
        };

        Command.Ended refused = command.run(words);
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(4);
        assertThat(refused.err()).contains("a faster wrong answer is not faster; --allow-output-change");
        assertThat(trials()).noneMatch(Trial::counts);

        words[words.length - 1] = folder.resolve("allowed").toString();
        List<String> allowed = new ArrayList<>(List.of(words));
        allowed.addAll(List.of(
                "--allow-output-change",
                "--baseline",
                "jvm-args=-Xss2m",
                "--baseline",
                "env.JDK_JAVA_OPTIONS=-Dgate=it",
                "--candidate",
                "jvm=" + System.getProperty("java.home"),
                "--candidate",
                "distribution=" + Path.of(System.getProperty("dist.dir")),
                // Far from both bounds, so that the warning alone decides how it ends.
                "--max-slowdown",
                "90%",
                "--max-memory-growth",
                "90%",
                "--fail-on",
                "outputs_differ"));
        Command.Ended judged = command.run(allowed.toArray(String[]::new));
        assertThat(judged.exitCode()).as(judged.all()).isEqualTo(4);
        // The result may be published and has hashes; where paths were typed, they follow on the terminal alone.
        assertThat(judged.out()).containsOnlyOnce("repeat it by: ").doesNotContain(folder.toString());
        assertThat(judged.err())
                .containsOnlyOnce("repeat it by: ")
                .contains(expect.toString(), "warning: --fail-on outputs_differ: 12 trials have it");
        Results saved = ResultReader.read(folder.resolve("allowed/results.jsonl"));
        assertThat(saved.runs().get(0).settings()).containsEntry("allow_output_change", "true");
        assertThat(of("candidate", saved)).hasSizeGreaterThanOrEqualTo(6).allSatisfy(trial -> {
            assertThat(trial.warnings()).anyMatch(WarningCode.OUTPUTS_DIFFER::is);
            assertThat(trial.vm().orElseThrow().flags()).doesNotContain("-Xss2m");
            assertThat(trial.witness(Witness.MINOR_FAULTS)).isPresent();
        });
        assertThat(of("baseline", saved)).hasSizeGreaterThanOrEqualTo(6).allSatisfy(trial -> assertThat(
                        trial.vm().orElseThrow().flags())
                .contains("-Xss2m"));
        assertThat(folder.resolve("allowed/log.txt")).content().contains("JDK_JAVA_OPTIONS");
    }

    @Test
    void aBuildOfAnotherProtocolIsRefusedByName() throws Exception {
        Path runner = Files.createDirectories(folder.resolve("build/runners/onnxruntime"));
        Files.writeString(runner.resolve("runner.properties"), """
                name=onnxruntime
                runtimeVersion=1.0
                modelFormat=onnx
                accelerations=cpu
                onProcessor=cpu
                jar=a.jar
                protocol=999
                """);
        Files.createFile(runner.resolve("a.jar"));

        Command.Ended ended = gate("--candidate", "distribution=" + folder.resolve("build"));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(5);
        assertThat(ended.err()).contains("its runner onnxruntime speaks protocol 999");
    }

    /** What a suite says holds for every kind of gate. */
    @Test
    void aSuiteSaysWhatASelfTestAndABisectionMeasure() throws Exception {
        Path suite = Files.writeString(folder.resolve("tiny.yaml"), """
                workload: squeezebert-tiny
                target: onnxruntime:cpu
                sequence-length: 16
                """);
        String[] versions = {"--bisect", "runtime=onnxruntime@1.28.0,1.29.0"};

        Command.Ended proves = command.run("gate", "--self-test", "--suite", suite.toString(), "--dry-run");
        assertThat(proves.exitCode()).as(proves.all()).isZero();
        assertThat(proves.out()).contains("squeezebert-tiny/").contains("/b1/s16@onnxruntime");

        Command.Ended looks = command.run("gate", versions[0], versions[1], "--suite", suite.toString(), "--dry-run");
        assertThat(looks.exitCode()).as(looks.all()).isZero();

        Files.writeString(suite, "rounds: 7\n", StandardOpenOption.APPEND);
        for (String[] kind : List.of(versions, new String[] {"--self-test", "--dry-run"})) {
            Command.Ended refused = command.run("gate", kind[0], kind[1], "--suite", suite.toString());
            assertThat(refused.exitCode()).as(refused.all()).isEqualTo(2);
            assertThat(refused.err()).contains("--rounds, which the suite says, is no option of a gate");
        }
    }

    private static List<Trial> of(String arm, Results saved) {
        return saved.trials().stream()
                .filter(trial -> trial.counts() && trial.arm().equals(arm))
                .toList();
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
