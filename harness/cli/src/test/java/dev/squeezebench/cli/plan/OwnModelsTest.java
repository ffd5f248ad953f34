package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.store.Emitters;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From files of the user's own to scenarios, with probes that only answer. */
class OwnModelsTest {
    private static final List<RunnerDistribution> RUNNERS = List.of(
            new RunnerDistribution("onnxruntime", "1.29.0", "onnx", List.of("cpu"), List.of(Path.of("a.jar"))),
            new RunnerDistribution(
                    "tflite", "2.21.0", "tflite", List.of("xnnpack", "builtin"), List.of(Path.of("b.jar"))));

    private final Path folder;

    OwnModelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theUsualTargetsAreThoseThatOpenTheFile() throws Exception {
        Plan plan = plan(
                "--model=" + fixture("classifier.onnx") + "," + fixture("classifier.tflite"),
                "--shape=attention_mask=3x7");

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.choices())
                .extracting(choice -> choice.scenario().id())
                .containsExactly(
                        "classifier.onnx/given/given/float32/b3/s7@onnxruntime-1.29.0:cpu/t1",
                        "classifier.tflite/given/given/float32/b1/s1@tflite-2.21.0:xnnpack/t1");
    }

    @Test
    void aTargetThatWasNamedAndCannotOpenTheFileIsRefused() throws Exception {
        Plan plan = plan("--model=" + fixture("classifier.tflite"), "--target=onnxruntime:cpu,tflite:builtin");

        assertThat(plan.choices()).hasSize(1);
        assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("onnxruntime opens .onnx files, and this is .tflite");
            assertThat(refusal.wish().target()).hasToString("onnxruntime:cpu");
        });
    }

    @Test
    void modelsStandBesideWorkloadsOnTheSameTarget() throws Exception {
        Plan plan = plan(
                "--model=" + fixture("classifier.onnx"),
                "--shape=input_ids=1x128",
                "--workload=bert-tiny",
                "--target=onnxruntime:cpu");

        assertThat(plan.choices())
                .extracting(choice -> choice.scenario().workload())
                .containsExactly("bert-tiny", "classifier.onnx");
        // Equal conditions, so that their ratio is a speed-up.
        assertThat(plan.choices())
                .extracting(choice -> choice.scenario().options())
                .containsOnly(Map.of());
    }

    @Test
    void shapesThatBatchAndSequenceLengthDoNotTellAreOptions() throws Exception {
        Path file = fixture("image.onnx");

        Scenario scenario = plan("--model=" + file, "--shape=image=2x3x8x9")
                .choices()
                .get(0)
                .scenario();

        assertThat(scenario.batch()).isEqualTo(2);
        assertThat(scenario.sequenceLength()).isEqualTo(1);
        assertThat(scenario.options()).isEqualTo(Map.of("shape.image", "2x3x8x9"));
        assertThat(scenario.id())
                .matches("image.onnx/given/given/float32/b2/s1@onnxruntime-1.29.0:cpu/t1\\+[0-9a-f]{8}");
    }

    @Test
    void filesOfOneNameAreToldApartByTheirFolders() {
        assertThat(OwnModels.names(
                        List.of(Path.of("x/bert/model.onnx"), Path.of("y/bert/model.onnx"), Path.of("other.onnx"))))
                .isEqualTo(Map.of(
                        Path.of("x/bert/model.onnx"),
                        "x/bert/model.onnx",
                        Path.of("y/bert/model.onnx"),
                        "y/bert/model.onnx",
                        Path.of("other.onnx"),
                        "other.onnx"));
        assertThat(OwnModels.names(List.of(Path.of("a/model.onnx"), Path.of("./a/model.onnx"))))
                .hasSize(1)
                .containsValue("model.onnx");
        assertThat(OwnModels.names(List.of(Path.of("a\n\u001b.onnx")))).containsValue("a\\u000a\\u001b.onnx");
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
        Catalogue catalogue =
                Catalogue.open(settings("--model=" + fixture("classifier.tflite"), "--workload=bert-tiny"));

        assertThat(catalogue.baseline(settings())).isEqualTo("bert-tiny");
        assertThat(catalogue.baseline(settings("--relative-to=classifier.tflite")))
                .isEqualTo("classifier.tflite");
    }

    @Test
    void aChangedFileIsAnotherOne() throws Exception {
        Path file = Files.copy(fixture("classifier.tflite"), folder.resolve("m.tflite"));
        OwnFile before = Catalogue.open(settings("--model=" + file)).files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(Catalogue.open(settings("--model=" + file)).files().get(0)).isNotEqualTo(before);
    }

    @Test
    void theSeedDecidesOnTheInputs() {
        OwnModel one = Catalogue.open(settings("--model=" + fixture("classifier.tflite")))
                .models()
                .get(0);
        OwnModel other = Catalogue.open(settings("--model=" + fixture("classifier.tflite"), "--seed=9"))
                .models()
                .get(0);

        assertThat(one.data().inputs()).isNotEqualTo(other.data().inputs());
    }

    @Test
    void theUsersDataAnswerToTheSignaturesNamesAndAreConvertedWhereExact() throws Exception {
        Path io = folder.resolve("io.safetensors");
        Safetensors.write(
                io, List.of(tensor("input_ids", ElementType.INT32, 12), tensor("logits", ElementType.FLOAT32, 12, 3)));

        OwnModel model = Catalogue.open(
                        settings("--model=" + fixture("classifier.tflite"), "--inputs=" + io, "--expect=" + io))
                .models()
                .get(0);

        assertThat(model.data().inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("serving_default_input_ids:0");
            assertThat(input.type()).isEqualTo(ElementType.INT64);
        });
        assertThat(model.data().expected().orElseThrow().outputs())
                .extracting(Tensor::name)
                .containsExactly("StatefulPartitionedCall:0");
        assertThat(model.data().absent()).containsExactly("StatefulPartitionedCall:1");
    }

    @Test
    void dataThatDoNotFitAreRefused() throws Exception {
        Path io = folder.resolve("io.safetensors");
        Safetensors.write(io, List.of(tensor("input_ids", ElementType.INT64, 13)));
        String model = "--model=" + fixture("classifier.tflite");

        assertThatThrownBy(() -> Catalogue.open(settings(model, "--inputs=" + io)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has shape [13], and the model wants [12]");
        assertThatThrownBy(() -> Catalogue.open(settings(model, "--inputs=" + io, "--shape=input_ids=12")))
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

    private static Plan plan(String... arguments) throws Exception {
        Settings settings = settings(arguments);
        Catalogue catalogue = Catalogue.open(settings);
        List<Wish> wishes = new Selection(
                        catalogue.networks(),
                        catalogue.models(),
                        RUNNERS,
                        Variants.of(Emitters.all(), Networks.builtIn().values()))
                .wishes(settings.selection(), Sizes.of(settings.selection(), catalogue.networks(), List.of()));
        return new Planner(
                        (runner, acceleration) ->
                                new Availability.Usable(new RuntimeInfo(runner.runtimeVersion(), "of the tests")),
                        Emitters.all(),
                        LoweringTable.builtIn())
                .plan(wishes);
    }

    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(OwnModelsTest.class.getResource("/models/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
