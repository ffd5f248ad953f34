package dev.squeezebench.core.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.RunnerDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativePackageTest {
    @Test
    void theDescriptorOfOnnxRuntimeDeclaresOneForTwoPlatforms() throws IOException {
        assertThat(NativePackage.of(RunnerDescriptor.in(Path.of("../../runners/onnxruntime/src/dist"))))
                .singleElement()
                .satisfies(gpu -> {
                    assertThat(gpu.name()).isEqualTo("onnxruntime_gpu");
                    assertThat(gpu.artifact())
                            .isEqualTo(new RuntimeArtifact(
                                    "com.microsoft.onnxruntime", "onnxruntime_gpu", Optional.empty()));
                    assertThat(gpu.folders().keySet()).containsExactly("linux-x86-64", "win32-x86-64");
                    assertThat(gpu.folder("linux-x86-64")).contains("ai/onnxruntime/native/linux-x64");
                    assertThat(gpu.folder("linux-aarch64")).isEmpty();
                });
    }

    @Test
    void oneWithoutAnArtifactIsRefusedByName() {
        RunnerDescriptor descriptor =
                new RunnerDescriptor(Path.of("runner.properties"), Map.of("nativePackages", "gpu"));

        assertThatThrownBy(() -> NativePackage.of(descriptor))
                .hasMessageContaining("has no 'nativePackage.gpu.artifact'");
    }
}
