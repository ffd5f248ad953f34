package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.model.ModelPort;
import dev.squeezebench.workloads.store.ModelStore;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** From files of the user's own to scenarios, with probes that only answer. */
class UserModelsTest {
    private static final List<RunnerDistribution> RUNNERS = List.of(
            new RunnerDistribution("onnxruntime", "1.29.0", "onnx", List.of("cpu"), List.of(Path.of("a.jar"))),
            new RunnerDistribution(
                    "tflite", "2.21.0", "tflite", List.of("xnnpack", "builtin"), List.of(Path.of("b.jar"))));

    private final Path folder;

    UserModelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theUsualTargetsAreThoseThatOpenTheFile() throws Exception {
        RunPlan plan = plan(
                "--model=" + fixture("classifier.onnx") + "," + fixture("classifier.tflite"),
                "--shape=attention_mask=3x7");

        assertThat(plan.unsupported()).isEmpty();
        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().id())
                .containsExactly(
                        "classifier.onnx/given/given/float32/b3/s7@onnxruntime-1.29.0:cpu/t1",
                        "classifier.tflite/given/given/float32/b1@tflite-2.21.0:xnnpack/t1");
    }

    @Test
    void aTargetThatWasNamedAndCannotOpenTheFileIsRefused() throws Exception {
        RunPlan plan = plan("--model=" + fixture("classifier.tflite"), "--target=onnxruntime:cpu,tflite:builtin");

        assertThat(plan.scenarios()).hasSize(1);
        assertThat(plan.unsupported()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("onnxruntime opens .onnx files, and this is .tflite");
            assertThat(refusal.scenario().target()).isEqualTo("onnxruntime:cpu");
        });
    }

    @Test
    void modelsStandBesideWorkloadsOnTheSameTarget() throws Exception {
        RunPlan plan = plan(
                "--model=" + fixture("classifier.onnx"),
                "--shape=input_ids=1x128",
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu");

        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().workload())
                .containsExactly("bert-tiny", "classifier.onnx");
        // Equal conditions, so that their ratio is a speed-up.
        assertThat(plan.scenarios())
                .extracting(choice -> choice.scenario().options())
                .containsOnly(Map.of());
    }

    @Test
    void shapesThatBatchAndSequenceLengthDoNotTellAreOptions() throws Exception {
        Path file = fixture("image.onnx");

        Scenario scenario = plan("--model=" + file, "--shape=image=2x3x8x9")
                .scenarios()
                .get(0)
                .scenario();

        assertThat(scenario.batch()).isEqualTo(2);
        assertThat(scenario.sequenceLength()).isEmpty();
        assertThat(scenario.options()).isEqualTo(Map.of("shape.image", "2x3x8x9"));
        assertThat(scenario.id()).matches("image.onnx/given/given/float32/b2@onnxruntime-1.29.0:cpu/t1\\+[0-9a-f]{8}");
    }

    @Test
    void filesOfOneNameAreToldApartByTheirFolders() {
        assertThat(names("x/bert/model.onnx", "y/bert/model.onnx", "other.onnx"))
                .isEqualTo(Map.of(
                        Path.of("x/bert/model.onnx"),
                        "x/bert/model.onnx",
                        Path.of("y/bert/model.onnx"),
                        "y/bert/model.onnx",
                        Path.of("other.onnx"),
                        "other.onnx"));
        assertThat(names("a\n\u001b.onnx")).containsValue("a\\u000a\\u001b.onnx");
    }

    private static Map<Path, String> names(String... paths) {
        List<Path> all = Arrays.stream(paths).map(Path::of).toList();
        Map<Path, String> hashes = new HashMap<>();
        // Hashes differ from the first digit on.
        all.forEach(path -> hashes.put(path, (hashes.size() + "bcdefgh").repeat(8)));
        return UserModels.names(all, hashes);
    }

    @Test
    void namesThatAreCutAreToldApartByTheirHashes() {
        String stem = "n".repeat(150);

        Map<Path, String> names = names(stem + "a.onnx", stem + "b.onnx");

        assertThat(names.values()).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name)
                .matches("n{120}\u2026-[01]bcdefgh"));
    }

    @Test
    void filesOfOneNameAndOneContentAreAMistake() {
        String stem = "n".repeat(150);
        Path one = Path.of(stem + "a.onnx");
        Path other = Path.of(stem + "b.onnx");

        assertThatThrownBy(() ->
                        UserModels.names(List.of(one, other), Map.of(one, "ab".repeat(32), other, "ab".repeat(32))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("same name and contents");
    }

    @Test
    void oneFileByTwoPathsIsMeasuredOnce() throws Exception {
        Path file = Files.copy(fixture("classifier.tflite"), folder.resolve("m.tflite"));

        assertThat(plan("--model=" + file, "--model=" + folder + "/./m.tflite").scenarios())
                .hasSize(1);
    }

    @Test
    void batchAndLengthAreSweptWhereAModelLeavesThemOpen() throws Exception {
        assertThat(plan("--model=" + fixture("classifier.onnx"), "--batch=1,2", "--sequence-length=8,16")
                        .scenarios())
                .extracting(each -> each.scenario().id())
                .containsExactly(
                        "classifier.onnx/given/given/float32/b1/s8@onnxruntime-1.29.0:cpu/t1",
                        "classifier.onnx/given/given/float32/b1/s16@onnxruntime-1.29.0:cpu/t1",
                        "classifier.onnx/given/given/float32/b2/s8@onnxruntime-1.29.0:cpu/t1",
                        "classifier.onnx/given/given/float32/b2/s16@onnxruntime-1.29.0:cpu/t1");
    }

    /** Integers on two axes may be anything: bytes, boxes, places in a picture. */
    @ParameterizedTest
    @CsvSource({
        "input_ids, batch, sequence, true",
        "serving_default_inputs:0, batch, seq_len, true",
        "tokens, N, , true",
        "ids, , , true",
        "attention_mask, , , true",
        "bytes, batch, , false",
        "boxes, boxes, four, false",
        "grids, rows, columns, false",
        "x, batch_size, features, false"
    })
    void whatTakesSequencesIsSaidByTheFileOrByTheUserAndNeverGuessed(
            String name, String first, String second, boolean sequences) {
        ModelPort input = new ModelPort(
                name,
                Optional.empty(),
                "int64",
                Optional.of(ElementType.INT64),
                Optional.of(List.of(axis(first), axis(second))),
                OptionalLong.empty());

        assertThat(UserModel.isOfTokens(input, false)).isEqualTo(sequences);
        assertThat(UserModel.isOfTokens(input, true)).isTrue();
    }

    private static Dimension axis(String symbol) {
        return new Dimension(OptionalLong.empty(), Optional.ofNullable(symbol));
    }

    @Test
    void anInputThatNoModelHasIsNamedBeforeSizesThatAreOpen() {
        assertThatThrownBy(() -> plan("--model=" + fixture("classifier.onnx"), "--shape=input_idss=1x2"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("unknown input in --shape 'input_idss': did you mean 'input_ids'?");
    }

    @Test
    void aCommaPartsTwoFilesUnlessThereIsAFileWithIt() throws Exception {
        Path both = Files.copy(fixture("classifier.tflite"), folder.resolve("a,b.tflite"));

        assertThat(settings("--model=" + both).files().models()).containsExactly(both);
        assertThat(settings("--model=x.onnx,y.onnx", "--model=z.onnx").files().models())
                .containsExactly(Path.of("x.onnx"), Path.of("y.onnx"), Path.of("z.onnx"));
    }

    @Test
    void theSpeedUpMayBeRelativeToAModel() {
        SelectedModels catalogue = SelectedModels.open(
                settings("--model=" + fixture("classifier.tflite"), "--workload=bert-tiny"), ProgressListener.NONE);

        assertThat(catalogue.baseline(settings())).isEqualTo("bert-tiny");
        assertThat(catalogue.baseline(settings("--relative-to=classifier.tflite")))
                .isEqualTo("classifier.tflite");
    }

    @Test
    void aChangedFileIsAnotherOne() throws Exception {
        Path file = Files.copy(fixture("classifier.tflite"), folder.resolve("m.tflite"));
        UserFile before = SelectedModels.open(settings("--model=" + file), ProgressListener.NONE)
                .files()
                .get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(SelectedModels.open(settings("--model=" + file), ProgressListener.NONE)
                        .files()
                        .get(0))
                .isNotEqualTo(before);
    }

    @Test
    void theEndOfAMaskIsHiddenWhereTheUserWantsPadding() {
        List<UserModel> models = SelectedModels.open(
                        settings("--model=" + fixture("classifier.onnx"), "--shape=input_ids=2x8", "--padding=0%,25%"),
                        ProgressListener.NONE)
                .models();

        assertThat(models)
                .extracting(model -> model.inputs().paddingPercent().orElseThrow())
                .containsExactly(0, 25);
        assertThat(models.get(0).inputs().tensors()).anySatisfy(mask -> {
            assertThat(mask.name()).contains("mask");
            assertThat(mask.data().get(7 * mask.type().bytes())).isEqualTo((byte) 1);
        });
        assertThat(models.get(1).inputs().tensors()).anySatisfy(mask -> {
            assertThat(mask.name()).contains("mask");
            int bytes = mask.type().bytes();
            assertThat(List.of(5, 6, 7, 13, 14, 15))
                    .extracting(at -> (int) mask.data().get(at * bytes))
                    .containsExactly(1, 0, 0, 1, 0, 0);
        });
        assertThat(models.get(1).inputs().tensors().get(0))
                .as("ids stay")
                .isEqualTo(models.get(0).inputs().tensors().get(0));
    }

    @Test
    void paddingOfAModelWithoutAMaskIsRefused() {
        assertThatThrownBy(() -> SelectedModels.open(
                        settings("--model=" + fixture("classifier.tflite"), "--padding=25%"), ProgressListener.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no mask to hide positions by");
    }

    /** On inputs of other sizes, or where the right outputs are known, the sides have nothing to do with one another. */
    @ParameterizedTest
    @CsvSource({"3x7, true", "3x8, false"})
    void theModelsOnTheTwoSidesOfAComparisonHaveToComputeTheSameFromTheSameInputs(String sizes, boolean held)
            throws Exception {
        Path smaller = Files.copy(fixture("classifier.onnx"), folder.resolve("smaller.onnx"));
        ArmsPlan sides = new ArmsPlan(
                settings(),
                plan("--model=" + fixture("classifier.onnx"), "--shape=attention_mask=3x7"),
                plan("--model=" + smaller, "--shape=attention_mask=" + sizes),
                JvmSpec.USUAL,
                JvmSpec.USUAL,
                Optional.empty(),
                Optional.empty());
        List<RunnableScenario> both = sides.both().scenarios();
        ScenarioFiles files = new ScenarioFiles(new ModelStore(folder), ProgressListener.NONE, folder, both);

        PlannedScenario baseline = files.prepare(both.get(0)).planned();
        PlannedScenario candidate = files.prepare(both.get(1)).planned();

        assertThat(candidate.model()).isEqualTo(smaller.toAbsolutePath());
        assertThat(candidate.scenario().workload()).isEqualTo("smaller.onnx");
        assertThat(candidate.expectation()).isInstanceOf(held ? Expectation.Agreement.class : Expectation.None.class);
        assertThat(candidate.expectation()).isEqualTo(baseline.expectation());
        assertThat(candidate.inputs().equals(baseline.inputs())).isEqualTo(held);
    }

    @Test
    void theSeedDecidesOnTheInputs() {
        UserModel one = SelectedModels.open(settings("--model=" + fixture("classifier.tflite")), ProgressListener.NONE)
                .models()
                .get(0);
        UserModel other = SelectedModels.open(
                        settings("--model=" + fixture("classifier.tflite"), "--seed=9"), ProgressListener.NONE)
                .models()
                .get(0);

        assertThat(one.inputs().tensors()).isNotEqualTo(other.inputs().tensors());
    }

    @Test
    void theUsersDataAnswerToTheSignaturesNamesAndAreConvertedWhereExact() throws Exception {
        Path io = folder.resolve("io.safetensors");
        Safetensors.write(
                io, List.of(tensor("input_ids", ElementType.INT32, 12), tensor("logits", ElementType.FLOAT32, 12, 3)));

        UserModel model = SelectedModels.open(
                        settings("--model=" + fixture("classifier.tflite"), "--inputs=" + io, "--expect=" + io),
                        ProgressListener.NONE)
                .models()
                .get(0);

        assertThat(model.inputs().tensors()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("serving_default_input_ids:0");
            assertThat(input.type()).isEqualTo(ElementType.INT64);
        });
        assertThat(model.inputs().expected().orElseThrow().outputs())
                .extracting(Tensor::name)
                .containsExactly("StatefulPartitionedCall:0");
        assertThat(model.inputs().expected().orElseThrow().absent()).containsExactly("StatefulPartitionedCall:1");
    }

    @Test
    void dataThatDoNotFitAreRefused() throws Exception {
        Path io = folder.resolve("io.safetensors");
        Safetensors.write(io, List.of(tensor("input_ids", ElementType.INT64, 13)));
        String model = "--model=" + fixture("classifier.tflite");

        assertThatThrownBy(() -> SelectedModels.open(settings(model, "--inputs=" + io), ProgressListener.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has shape [13], and the model wants [12]");
        assertThatThrownBy(() -> SelectedModels.open(
                        settings(model, "--inputs=" + io, "--shape=input_ids=12"), ProgressListener.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--shape and --inputs exclude each other");
    }

    private static Tensor tensor(String name, ElementType type, long... shape) {
        List<Long> sizes = Arrays.stream(shape).boxed().toList();
        return new Tensor(name, type, sizes, ByteBuffer.allocate((int) Tensor.elements(sizes) * type.bytes()));
    }

    @Test
    void flagsThatAModelDoesNotHearAreRefused() {
        assertThatThrownBy(() -> plan("--model=" + fixture("classifier.tflite"), "--batch=2"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--shape");
        assertThatThrownBy(() -> plan("--model=" + fixture("classifier.tflite"), "--dtype=float16"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("leave --dtype out");
        assertThatThrownBy(() -> plan("--shape=x=1", "--workload=bert-tiny"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--model");
        for (String wrong : List.of("x", "=3", "x=3x", "x=-1", "x=1xx2", "x=99999999999999999999")) {
            assertThatThrownBy(() -> plan("--model=" + fixture("classifier.tflite"), "--shape=" + wrong))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("write NAME=SIZExSIZE");
        }
        assertThatThrownBy(() -> plan("--model=" + fixture("classifier.tflite"), "--shape=x=1,x=2"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("twice");
    }

    private static Settings settings(String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(arguments);
        return settings;
    }

    private static RunPlan plan(String... arguments) throws Exception {
        return Plans.of(
                RUNNERS,
                (runner, acceleration, options) ->
                        new Availability.Usable(new RuntimeInfo(runner.runtimeVersion(), "of the tests")),
                arguments);
    }

    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(UserModelsTest.class.getResource("/models/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
