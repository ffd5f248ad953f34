package dev.squeezebench.runners.onnxruntime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.runners.onnxruntime.EmittedModels;
import dev.squeezebench.runners.onnxruntime.OnnxRuntimeRunner;
import dev.squeezebench.runners.onnxruntime.settings.ProviderOption;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProvidersTest {
    private final OnnxRuntimeRunner runner = EmittedModels.RUNNER;

    static List<String> otherThanCpu() {
        return Providers.accelerations().stream()
                .filter(word -> !word.equals(Providers.CPU))
                .toList();
    }

    /** The oracle is the Java API's own list of methods. */
    @Test
    void everyProviderThatTheJavaApiCanAppendHasARow() {
        Set<String> appended = Arrays.stream(SessionOptions.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("add"))
                .map(name -> name.substring("add".length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> providers = Arrays.stream(OrtProvider.values())
                .map(provider -> provider.name().replace("_", "").toLowerCase(Locale.ROOT))
                .filter(appended::contains)
                .toList();
        assertThat(Providers.accelerations())
                .doesNotHaveDuplicates()
                .containsAll(providers)
                .hasSize(providers.size());
        assertThat(Providers.ALL).extracting(Provider::name).allSatisfy(OrtProvider::valueOf);
    }

    @ParameterizedTest
    @MethodSource("otherThanCpu")
    void whatThePackedLibraryLacksIsSaidWithWhatItHoldsAndWhereToGetIt(String acceleration) {
        assertThat(runner.probe(acceleration, Map.of()))
                .isInstanceOfSatisfying(Availability.Unusable.class, unusable -> {
                    assertThat(unusable.reason())
                            .startsWith("not in this library of ONNX Runtime ")
                            .endsWith("which has cpu");
                    assertThat(unusable.remedy()).contains("--native-library");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "webgpu, webgpu.validation, none, 'disabled, wgpuOnly, basic, full'",
        "webgpu, webgpu.int64, yes, '1, 0'",
        "cuda, cuda.device, -1, 0 to 99",
        "cuda, cuda.memory-limit-bytes, 2GB, a number of bytes",
        "tensorrt, tensorrt.float16, on, '0, 1'"
    })
    void valuesThatTheProviderWouldNotUnderstandAreRefused(
            String acceleration, String option, String value, String values) {
        assertThatThrownBy(() -> Provider.settings(request(acceleration, Map.of(option, value))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("onnxruntime option '" + option + "' takes " + values + " and not '" + value + "'");
    }

    @Test
    void optionsOfAnotherProviderAreUnknown() {
        assertThatThrownBy(() -> Provider.settings(request("cuda", Map.of("webgpu.int64", "1"))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageStartingWith("onnxruntime has no option 'webgpu.int64', only ");
    }

    @ParameterizedTest
    @CsvSource({"webgpu", "cuda", "tensorrt"})
    void graphCaptureIsRefusedWithTheReason(String acceleration) {
        String option = acceleration + ".graph-capture";
        assertThatThrownBy(() -> Provider.settings(request(acceleration, Map.of(option, "1"))))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageStartingWith("onnxruntime option '" + option + "' is not to be used: ")
                .hasMessageContaining("without an error");
    }

    @Test
    void whatIsSetOnTheProviderIsRecordedDefaultsIncluded() throws Exception {
        assertThat(Provider.settings(request("webgpu", Map.of("webgpu.layout", "NHWC")))
                        .words())
                .containsEntry("webgpu.validation", "disabled")
                .containsEntry("webgpu.int64", "1")
                .containsEntry("webgpu.layout", "NHWC")
                .containsEntry("webgpu.power", ProviderOption.LEFT);
    }

    @Test
    void missingLibrariesAreTheOnesThatNeitherTheLinkerNorTheFolderHas() {
        List<NeededLibrary> cuda = Providers.ALL.stream()
                .filter(row -> row.acceleration().equals("cuda"))
                .findFirst()
                .orElseThrow()
                .libraries();
        assertThat(cuda.stream()
                        .filter(needed ->
                                !needed.isPresent(java.util.Optional.empty(), file -> file.equals("libcublasLt.so.12")))
                        .map(NeededLibrary::toString))
                .contains("libcudnn.so.9 (cuDNN 9)", "libonnxruntime_providers_cuda.so (onnxruntime_gpu)")
                .doesNotContain("libcublasLt.so.12 (CUDA 12)");
        assertThat(NeededLibrary.opens("libthat-nobody-has.so.1")).isFalse();
        assertThat(NeededLibrary.opens("c")).isTrue();
    }

    private static SessionRequest request(String acceleration, Map<String, String> options) {
        return new SessionRequest(Path.of("model.onnx"), acceleration, 1, Map.of(), options);
    }
}
