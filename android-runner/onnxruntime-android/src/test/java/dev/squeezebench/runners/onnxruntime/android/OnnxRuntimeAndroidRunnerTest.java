package dev.squeezebench.runners.onnxruntime.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtProvider;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With this computer's libraries, which have the CPU's provider alone, in the place of an AAR's. */
class OnnxRuntimeAndroidRunnerTest {
    /** The project's promise for float32 (docs/correctness.md). */
    private static final double TOLERANCE = 1e-4;

    private final OnnxRuntimeAndroidRunner runner = new OnnxRuntimeAndroidRunner();
    private final Path folder;

    OnnxRuntimeAndroidRunnerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aModelComputesWhatItsDescriptionSays() throws Exception {
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        SeededWeights weights = new SeededWeights(11);
        RuntimeInfo runtime = runner.initialize();
        List<Tensor> inputs = new WorkloadInputs(network, 5).tensors(InputShape.full(1, 9));
        try (Session session = runner.open(request(model(network, weights), "cpu", Map.of("spinning", "off")))) {
            SessionInfo info = session.info();
            assertThat(info.runtime()).isEqualTo(runtime);
            assertThat(info.runtime().build()).startsWith("AAR, ONNX Runtime " + runtime.version() + ", commit ");
            assertThat(info.acceleration().obtained()).hasValue("cpu");
            assertThat(info.settings())
                    .containsEntry("intra-threads", "2")
                    .containsEntry("spinning", "off")
                    .containsEntry("telemetry", "off");
            session.bind(inputs);
            session.reset();
            session.invoke();
            List<Tensor> expected = new ReferenceEncoder(network, weights).outputs(inputs, ProgressListener.Task.NONE);
            assertThat(session.outputs()).hasSize(2);
            for (Tensor computed : session.outputs()) {
                Tensor reference = expected.stream()
                        .filter(output -> output.name().equals(computed.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(computed.shape()).isEqualTo(reference.shape());
                ByteBuffer left = computed.data();
                ByteBuffer right = reference.data();
                while (right.hasRemaining()) {
                    assertThat((double) left.getFloat())
                            .as(reference.name())
                            .isCloseTo(right.getDouble(), within(TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "nnapi"})
    void whatTheLibraryLacksIsUnsupportedWithTheReasonAndARemedy(String acceleration) throws Exception {
        Path model = model(Objects.requireNonNull(Networks.builtIn().get("bert-tiny")), new SeededWeights(11));
        String version = runner.initialize().version();
        assertThatThrownBy(() -> runner.open(request(model, acceleration, Map.of())))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage(acceleration + " is not in this library of ONNX Runtime " + version
                        + ", which has cpu: use onnxruntime-android:cpu, or a version whose AAR has " + acceleration
                        + ", by --runtime onnxruntime-android@VERSION");
        assertThat(runner.probe(acceleration, Map.of())).isInstanceOf(Availability.Unusable.class);
        assertThat(runner.probe("cpu", Map.of())).isInstanceOf(Availability.Usable.class);
    }

    @Test
    void everyProviderIsOneOfTheJavaApi() {
        assertThat(PhoneProvider.ALL).allSatisfy(provider -> assertThat(
                        OrtProvider.valueOf(provider.constant()).name())
                .isEqualTo(provider.constant()));
        assertThatThrownBy(() -> PhoneProvider.of("gpu"))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("onnxruntime-android has no acceleration 'gpu', only cpu, xnnpack, nnapi");
    }

    /** XNNPACK computes on threads of its own, on one where it is told nothing; the session's would spin beside them. */
    @Test
    void xnnpackHasTheThreadsThatAreAskedForAndTheSessionsDoNotSpin() throws Exception {
        assertThat(words("xnnpack", Map.of()))
                .containsEntry("xnnpack.threads", "2")
                .containsEntry("spinning", "off")
                .containsEntry("dimensions", "fixed");
        assertThat(words("xnnpack", Map.of("spinning", "keep"))).containsEntry("spinning", "keep");
        assertThat(words("cpu", Map.of()))
                .containsEntry("intra-threads", "2")
                .containsEntry("spinning", "stop-after-run")
                .doesNotContainKey("xnnpack.threads");
    }

    @Test
    void nnapiKeepsOffTheProcessorAndInFloat32UnlessItIsToldOtherwise() throws Exception {
        assertThat(words("nnapi", Map.of())).containsEntry("nnapi.float16", "0").containsEntry("nnapi.processor", "0");
        assertThat(words("nnapi", Map.of("nnapi.float16", "1"))).containsEntry("nnapi.float16", "1");
        assertThatThrownBy(() -> words("cpu", Map.of("nnapi.float16", "1")))
                .hasMessageStartingWith("onnxruntime-android has no option 'nnapi.float16', only ");
        assertThatThrownBy(() -> words("nnapi", Map.of("nnapi.float16", "half")))
                .hasMessage("onnxruntime-android option 'nnapi.float16' takes 0, 1 and not 'half'");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"libonnxruntime.so\" program alignment (4096) cannot be smaller than system page size (16384)',"
                + " 'the libraries of this AAR are for smaller pages of memory than this device has'",
        "'library \"liblog.so\" not found', 'the AAR''s library does not load: library \"liblog.so\" not found'"
    })
    void whyALibraryDoesNotLoadIsSaid(String words, String said) {
        RunnerException problem = OnnxRuntimeAndroidRunner.notLoaded(words, new UnsatisfiedLinkError(words));
        assertThat(problem).hasMessageStartingWith(said);
        assertThat(problem instanceof UnsupportedByRunnerException).isEqualTo(words.contains("align"));
    }

    private static Map<String, String> words(String acceleration, Map<String, String> options) throws RunnerException {
        SessionProvider provider = PhoneProvider.of(acceleration);
        return SessionSettings.of(request(Path.of("m.onnx"), acceleration, options), provider)
                .words();
    }

    private static SessionRequest request(Path model, String acceleration, Map<String, String> options) {
        return new SessionRequest(model, acceleration, 2, Map.of(), options);
    }

    private Path model(Network network, SeededWeights weights) throws IOException {
        Path file = folder.resolve("model.onnx");
        String lowering = new OnnxEmitter().lowerings(network).get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new OnnxEmitter()
                    .emit(
                            network,
                            weights,
                            ModelVariant.float32(lowering, "none", 1, 1),
                            channel,
                            ProgressListener.Task.NONE);
        }
        return file;
    }
}
