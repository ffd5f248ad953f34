package dev.squeezebench.runners.onnxruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class VulkanLoaderLogTest {
    /** Loader 1.3.239, as it printed. */
    private static final String OLDER = """
            LAYER:            vkCreateDevice layer callstack setup to:
            LAYER:               <Application>
            LAYER:               <Device>
            LAYER:                   Using "SwiftShader Device (Subzero)" with driver: "/webgpu/./libvk_swiftshader.so"
            """;

    /** In the form of newer loaders, whose prefix their document on debugging shows. */
    private static final String NEWER = """
            [Vulkan Loader] DRIVER:           Using "NVIDIA H100 PCIe" with driver: "libGLX_nvidia.so.0"
            """;

    @Test
    void theDeviceIsNamedInTheFormsOfOlderAndNewerLoaders() {
        assertThat(VulkanLoaderLog.device(OLDER)).hasValue("SwiftShader Device (Subzero)");
        assertThat(VulkanLoaderLog.device(NEWER)).hasValue("NVIDIA H100 PCIe");
    }

    @Test
    void ofSeveralDevicesTheLastOneIsInUse() {
        assertThat(VulkanLoaderLog.device(OLDER + NEWER)).hasValue("NVIDIA H100 PCIe");
    }

    @Test
    void aLoaderThatDoesNotSayLeavesItOpen() {
        assertThat(VulkanLoaderLog.device("ERROR: Using a driver\n")).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsPrintedMeanwhileIsReadAndReachesStandardErrorAllTheSame() throws Exception {
        StandardError calls = Native.load("c", StandardError.class);
        Path file = Files.createTempFile("standard", "error");
        int original = calls.dup(StandardError.NUMBER);
        try {
            calls.dup2(calls.open(file.toString(), 1, 0), StandardError.NUMBER);
            VulkanLoaderLog log = VulkanLoaderLog.start(Optional.empty()).orElseThrow();
            print(calls, "before\n");
            VulkanLoaderLog.Capture first = log.capture();
            print(calls, OLDER);
            assertThat(file).hasContent("before\n");
            first.close();
            VulkanLoaderLog.Capture second = log.capture();
            print(calls, NEWER);
            second.close();
            print(calls, "after\n");
            assertThat(log.device()).hasValue("NVIDIA H100 PCIe");
            assertThat(file).content().isEqualTo("before\n" + OLDER + NEWER + "after\n");
        } finally {
            calls.dup2(original, StandardError.NUMBER);
            Files.delete(file);
        }
    }

    private static void print(StandardError calls, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        calls.write(StandardError.NUMBER, bytes, bytes.length);
    }
}
