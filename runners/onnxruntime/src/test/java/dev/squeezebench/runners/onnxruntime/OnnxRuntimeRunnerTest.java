package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeFacts;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.settings.RunnerOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxRuntimeRunnerTest {
    private final OnnxRuntimeRunner runner = EmittedModels.RUNNER;
    private final Path folder;

    OnnxRuntimeRunnerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Runner.class)).hasAtLeastOneElementOfType(OnnxRuntimeRunner.class);
    }

    @Test
    void theCpuIsUsableAndTheRuntimeSaysWhatItIs() {
        assertThat(runner.probe("cpu", Map.of()))
                .asInstanceOf(InstanceOfAssertFactories.type(Availability.Usable.class))
                .satisfies(usable -> {
                    assertThat(usable.runtime().version()).matches("\\d+\\.\\d+\\.\\d+");
                    assertThat(usable.runtime().build()).matches("commit [0-9a-f]{40}; providers .*CPU.*");
                });
    }

    @Test
    void anAccelerationWithoutARowIsAnAnswerWithAReason() throws IOException {
        String known = String.join(", ", runner.accelerations());
        assertThat(runner.probe("warp-drive", Map.of()))
                .isEqualTo(new Availability.Unusable(
                        "onnxruntime has no acceleration 'warp-drive', only " + known, "use one of " + known));
        SessionRequest request = new SessionRequest(SmallModels.add(folder), "warp-drive", 1, Map.of(), Map.of());
        assertThatThrownBy(() -> runner.open(request))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("onnxruntime has no acceleration 'warp-drive', only " + known);
    }

    @Test
    void unknownOptionsAndValuesAreRefusedWithWhatIsKnown() throws IOException {
        Path model = SmallModels.add(folder);
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model, Map.of("spining", "off"))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageContaining("no option 'spining'")
                .hasMessageContaining("spinning");
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model, Map.of("spinning", "maybe"))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("onnxruntime option 'spinning' takes stop-after-run, keep, off and not 'maybe'");
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model, Map.of("inter-threads", "0"))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageContaining("1 to 9999");
    }

    @Test
    void everyValueOfEveryOptionIsTakenByTheRuntimeAndRecorded() throws Exception {
        Path model = SmallModels.add(folder);
        for (RunnerOption option : RunnerOption.ALL) {
            for (String value : option.values()
                    .replace("1 to 9999", "2")
                    .replaceFirst(" or names .*", ", BiasGeluFusion, GeluFusionL2+MatMulScaleFusion")
                    .split(", ", -1)) {
                try (Session session = runner.open(EmittedModels.request(model, Map.of(option.name(), value)))) {
                    assertThat(session.info().settings()).containsEntry(option.name(), value);
                }
            }
        }
    }

    @Test
    void defaultsOfOursAreRecordedToo() throws Exception {
        SessionRequest request = new SessionRequest(SmallModels.add(folder), "cpu", 2, Map.of("rows", 3L), Map.of());
        try (Session session = runner.open(request)) {
            SessionInfo info = session.info();
            assertThat(info.settings())
                    .containsEntry("intra-threads", "2")
                    .containsEntry("inter-threads", "1")
                    .containsEntry("optimization-level", "all")
                    .containsEntry("execution-mode", "sequential")
                    .containsEntry("spinning", "stop-after-run")
                    .containsEntry("cpu-arena", "on")
                    .containsEntry("memory-pattern", "on")
                    .containsEntry("denormals", "runtime-default")
                    .containsEntry("prepacking", "on")
                    .containsEntry("disabled-optimizers", "none")
                    .containsEntry("dimensions", "free")
                    .doesNotContainKey("dimension.rows")
                    .containsKeys("telemetry", "native-library");
            assertThat(info.acceleration().requested()).isEqualTo("cpu");
            assertThat(info.acceleration().obtained()).contains("cpu");
            assertThat(info.inputs().get(0).dimensions().get(0).size()).isEmpty();
        }
    }

    @Test
    void sizesAreFixedWhereTheUserWantsItAndOnDevicesByThemselves() throws Exception {
        SessionRequest onCpu = new SessionRequest(
                SmallModels.add(folder), "cpu", 1, Map.of("rows", 3L), Map.of("dimensions", "fixed"));
        try (Session session = runner.open(onCpu)) {
            assertThat(session.info().settings())
                    .containsEntry("dimensions", "fixed")
                    .containsEntry("dimension.rows", "3");
            assertThat(session.info().inputs().get(0).dimensions().get(0).size())
                    .hasValue(3);
        }
        SessionRequest onDevice = new SessionRequest(folder.resolve("x"), "webgpu", 1, Map.of("rows", 3L), Map.of());
        assertThat(Provider.settings(onDevice).words())
                .containsEntry("dimensions", "fixed")
                .containsEntry("dimension.rows", "3");
        SessionRequest freeOnDevice =
                new SessionRequest(folder.resolve("x"), "webgpu", 1, Map.of("rows", 3L), Map.of("dimensions", "free"));
        assertThat(Provider.settings(freeOnDevice).words()).doesNotContainKey("dimension.rows");
    }

    @ParameterizedTest
    @CsvSource({"flush, 1", "keep, 0", "runtime-default,"})
    void subnormalNumbersAreFlushedByTheRuntimesOwnEntry(String word, @Nullable String entry) throws Exception {
        SessionRequest request = new SessionRequest(folder.resolve("x"), "cpu", 1, Map.of(), Map.of("denormals", word));
        runner.initialize();
        try (SessionOptions options = Provider.settings(request).open()) {
            assertThat(options.getConfigEntries().get("session.set_denormal_as_zero"))
                    .isEqualTo(entry);
        }
    }

    @Test
    void optimizersAreDisabledByTheRuntimesOwnNames() throws Exception {
        SessionRequest request = new SessionRequest(
                folder.resolve("x"),
                "cpu",
                1,
                Map.of(),
                Map.of("disabled-optimizers", "BiasGeluFusion+GeluFusionL2", "prepacking", "off"));
        runner.initialize();
        try (SessionOptions options = Provider.settings(request).open()) {
            assertThat(options.getConfigEntries())
                    .containsEntry("optimization.disable_specified_optimizers", "BiasGeluFusion;GeluFusionL2")
                    .containsEntry("session.disable_prepacking", "1");
        }
    }

    @Test
    void telemetryIsRecordedAsTheEnvironmentHasIt() {
        assertThat(RuntimeFacts.telemetry(Map.of("ORT_DISABLE_TELEMETRY", "1"))).isEqualTo("off");
        assertThat(RuntimeFacts.telemetry(Map.of("ORT_DISABLE_TELEMETRY", "0"))).isEqualTo("runtime-default");
        assertThat(RuntimeFacts.telemetry(Map.of())).isEqualTo("runtime-default");
    }

    @Test
    void aModelFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> runner.open(EmittedModels.request(folder.resolve("gone.onnx"))))
                .isExactlyInstanceOf(RunnerException.class)
                .hasMessageContaining("gone.onnx");
    }

    @Test
    void aModelFileCutAnywhereIsOneLineAndNoCrash() throws IOException {
        byte[] whole = Files.readAllBytes(SmallModels.add(folder));
        for (int length = 1; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> runner.open(EmittedModels.request(cut)).close())
                    .as("first %d bytes", length)
                    .isInstanceOf(RunnerException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT16", "UINT32", "UINT64", "STRING"})
    void elementTypesWithoutAFormAreRefusedByName(DataType type) throws IOException {
        Path model = SmallModels.identity(folder, type);
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model)))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageContaining("'x'")
                .hasMessageContaining(type.name());
    }

    @Test
    void anOutputThatIsNoTensorIsComputedAndSaidToBeUnchecked() throws Exception {
        try (Session session = runner.open(EmittedModels.request(SmallModels.sequence(folder)))) {
            session.bind(List.of(new Tensor("x", ElementType.FLOAT32, List.of(1L, 2L), ByteBuffer.allocate(8))));
            session.invoke();
            assertThat(session.outputs()).isEmpty();
            assertThat(session.info().warnings()).singleElement().satisfies(warning -> {
                assertThat(warning.code()).isEqualTo("outputs_unchecked");
                assertThat(warning.message()).contains("'y' is no tensor");
            });
        }
    }

    @Test
    void weightsInAFileBesideTheModelAreRead() throws Exception {
        Files.write(folder.resolve("w.bin"), new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        try (Session session = runner.open(EmittedModels.request(SmallModels.externalData(folder, "w.bin")))) {
            ByteBuffer zeros = ByteBuffer.allocate(8);
            session.bind(List.of(new Tensor("a", ElementType.FLOAT32, List.of(1L, 2L), zeros)));
            session.invoke();
            assertThat(session.outputs().get(0).data().asFloatBuffer()).isEqualTo(FloatBuffer.wrap(new float[] {1, 2}));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../w.bin", "../../../../../../../../etc/passwd", "/etc/passwd", "gone.bin"})
    void weightsOutsideTheModelsFolderAreRefused(String location) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("model"));
        Files.write(folder.resolve("w.bin"), new byte[8]);
        Path model = SmallModels.externalData(inner, location);
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model)).close())
                .isInstanceOf(RunnerException.class)
                .hasMessageStartingWith("ONNX Runtime cannot load the model: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aGraphThatWaitsForItselfIsRefused() throws IOException {
        Path model = SmallModels.cyclic(folder);
        assertThatThrownBy(() -> runner.open(EmittedModels.request(model)).close())
                .isInstanceOf(RunnerException.class)
                .hasMessageStartingWith("ONNX Runtime cannot load the model: ");
    }
}
