package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Model files of the user's own, measured by the built command. */
@Tag("slow")
class OwnModelIT {
    private static final int USAGE = 2;
    private static final int PARTIAL = 4;
    private static final String HOSTILE = "a,b\n\u001b[31m<script>alert(1)<|.tflite";

    private final Command command = Command.built();
    private final Path folder;

    OwnModelIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aModelOfAnotherToolIsMeasuredAndATargetThatCannotOpenItIsRefused() throws Exception {
        Path out = folder.resolve("out");
        Command.Ended ended = run(
                out,
                "--model",
                fixture("classifier.onnx").toString(),
                "--shape",
                "input_ids=2x16",
                "--target",
                "onnxruntime:cpu,tflite:xnnpack");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(PARTIAL);
        assertThat(ended.out())
                .contains("  classifier.onnx  ", "outputs were not checked: nothing else ran this model");
        Results results = results(out);
        assertThat(results.trials()).extracting(Trial::outcome).hasAtLeastOneElementOfType(TrialOutcome.Measured.class);
        assertThat(results.trials())
                .filteredOn(trial -> trial.scenario().runner().equals("tflite"))
                .singleElement()
                .satisfies(trial -> assertThat(trial.outcome())
                        .isEqualTo(new TrialOutcome.Unsupported("tflite opens .tflite files, and this is .onnx;"
                                + " choose a target that opens it, or convert it")));
        assertThat(results.models()).singleElement().satisfies(model -> {
            assertThat(model.workload()).isEqualTo("classifier.onnx");
            assertThat(model.lowering()).isEqualTo("given");
            assertThat(model.batch()).isEqualTo(2);
            assertThat(model.sequenceLength()).hasValue(16);
            // Two products: 2 x 16 rows of 8 by 5, and nothing else.
            assertThat(model.file().flop()).hasValue(2 * 2 * 16 * 8 * 5);
            assertThat(model.file().opset()).hasValue(17);
        });
        assertThat(Files.readString(out.resolve("results.jsonl"))).doesNotContain(folder.toString());
    }

    @Test
    void twoTargetsOfOneFileCheckEachOtherWhateverItsName() throws Exception {
        Path model = Files.copy(fixture("classifier.tflite"), folder.resolve(HOSTILE));
        Path out = folder.resolve("out");
        Command.Ended ended = run(out, "--model", model.toString(), "--target", "tflite:xnnpack,tflite:builtin");

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.all()).doesNotContain("\u001b");
        List<OutputCheck> checks =
                results(out).trials().stream().map(Trial::outputCheck).toList();
        assertThat(checks).hasSize(2);
        assertThat(checks)
                .filteredOn(check -> check instanceof OutputCheck.Checked checked && checked.passed())
                .hasSize(1);
        assertThat(out.resolve("report.md"))
                .content()
                .contains("a,b\\\\u000a\\\\u001b\\[31m&lt;script&gt;")
                .doesNotContain("<script", "\u001b");
        assertThat(out.resolve("charts/latency.svg"))
                .content()
                .contains("alert(1)&lt;|")
                .doesNotContain("<script", "\u001b");
        Command.Ended csv = command.run("report", "--format", "csv", out.toString());
        assertThat(csv.out()).contains("\"a,b\\u000a").doesNotContain("\u001b");
    }

    @Test
    void brokenFilesAreRefusedInOneLineAndNothingIsWritten() throws Exception {
        byte[] onnx = Files.readAllBytes(fixture("classifier.onnx"));
        byte[] tflite = Files.readAllBytes(fixture("classifier.tflite"));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(onnx, onnx.length - 9));
        tflite[4] = 'X';
        Path other = Files.write(folder.resolve("other.tflite"), tflite);

        refused("its graph is cyclic", "--model", fixture("cyclic.onnx"));
        refused("outside of the model's folder", "--model", fixture("outside.onnx"));
        refused("no ONNX model, or cut", "--model", cut);
        refused("it has no identifier TFL3", "--model", other);
        refused("it is a folder", "--model", folder);
        refused("give them by --shape input_ids=1x128,attention_mask=1x128", "--model", fixture("classifier.onnx"));
        refused(
                "did you mean 'input_ids'?",
                "--model",
                fixture("classifier.onnx"),
                "--shape=input_idz=1x2,attention_mask=1x2");
    }

    /** Offsets of weights are not looked at by the command: the runtime does, in a process of its own. */
    @Test
    void damageThatOnlyTheRuntimeSeesFailsItsTrialsAlone() throws Exception {
        byte[] bytes = Files.readAllBytes(fixture("classifier.tflite"));
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> lengths = new ArrayList<>();
        for (int at = 0; at + 4 <= bytes.length; at += 4) {
            if (file.getInt(at) == 40 * 16 * Float.BYTES) {
                lengths.add(at);
            }
        }
        assertThat(lengths).hasSize(1);
        file.putInt(lengths.get(0), 0x7fffff00);
        Path damaged = Files.write(folder.resolve("damaged.tflite"), bytes);
        Path out = folder.resolve("out");

        Command.Ended ended =
                run(out, "--model", damaged + "," + fixture("classifier.tflite"), "--target", "tflite:builtin");

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(PARTIAL);
        assertThat(results(out).trials())
                .filteredOn(trial -> trial.scenario().workload().equals("damaged.tflite"))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.outcome()).isInstanceOf(TrialOutcome.Failed.class));
        assertThat(results(out).trials())
                .filteredOn(trial -> trial.scenario().workload().equals("classifier.tflite"))
                // The rounds that it shared with the other one are void.
                .filteredOn(trial -> !(trial.outcome() instanceof TrialOutcome.Invalid))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured()));
    }

    /** More than the command's heap, and more than 2 GiB, which one mapping cannot hold. */
    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
    void aModelWithMoreThanTwoGibibytesOfExternalDataIsMeasured() throws Exception {
        Path model = Files.copy(fixture("huge.onnx"), folder.resolve("huge.onnx"));
        try (RandomAccessFile holes =
                new RandomAccessFile(folder.resolve("huge.bin").toFile(), "rw")) {
            holes.setLength(4096 + 70_000_000L * 8 * Float.BYTES);
        }
        Path out = folder.resolve("out");

        Command.Ended ended = run(out, "--model", model.toString());

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(results(out).models())
                .singleElement()
                .satisfies(record -> assertThat(record.file().bytes()).isGreaterThan(2L << 30));
    }

    @Test
    void theUsersDataGoInAndWhatMustComeOutIsCompared() throws Exception {
        Path right = Classified.write(folder.resolve("io.safetensors"), 0);
        String[] words = {"--model", fixture("classifier.onnx").toString(), "--inputs", right.toString(), "--expect"};

        Command.Ended passed = run(folder.resolve("right"), with(words, right));
        assertThat(passed.exitCode()).as(passed.all()).isZero();
        assertThat(results(folder.resolve("right")).trials()).singleElement().satisfies(trial -> {
            assertThat(trial.scenario().batch()).isEqualTo(1);
            assertThat(trial.scenario().sequenceLength()).hasValue(3);
            assertThat(trial.outputCheck()).isInstanceOfSatisfying(OutputCheck.Checked.class, check -> {
                assertThat(check.passed()).isTrue();
                assertThat(check.reference()).startsWith("expect@sha256:");
            });
        });

        Path wrong = Classified.write(folder.resolve("wrong.safetensors"), 1);
        Command.Ended failed = run(folder.resolve("wrong"), with(words, wrong));
        assertThat(failed.exitCode()).as(failed.all()).isEqualTo(PARTIAL);
        assertThat(failed.all()).contains("differs from expect@sha256:");
    }

    private static String[] with(String[] words, Path last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last.toString();
        return all;
    }

    private Command.Ended run(Path out, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--quick", "--rounds", "1"));
        all.addAll(List.of(words));
        return command.run(command.measuring(out, all.toArray(String[]::new)));
    }

    private void refused(String cause, Object... words) throws Exception {
        Path out = folder.resolve("never");
        Command.Ended ended = run(out, Arrays.stream(words).map(String::valueOf).toArray(String[]::new));

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(USAGE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).as(ended.all()).hasSize(1);
        assertThat(ended.err()).startsWith("squeezebench: ").contains(cause);
        assertThat(out).doesNotExist();
    }

    private static Results results(Path out) throws Exception {
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
        return ResultReader.read(out.resolve("results.jsonl"));
    }

    private static Path fixture(String name) throws Exception {
        return Path.of(Objects.requireNonNull(OwnModelIT.class.getResource("/models/" + name))
                .toURI());
    }
}
