package dev.squeezebench.runners.onnxruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        PrintStream usual = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            VulkanLoaderLog log = VulkanLoaderLog.open().orElseThrow();
            // As a native library does: past System.err.
            try (FileOutputStream standardError = new FileOutputStream("/proc/self/fd/2", true)) {
                standardError.write(NEWER.getBytes(StandardCharsets.UTF_8));
            }
            log.close();
            assertThat(log.device()).hasValue("NVIDIA H100 PCIe");
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(NEWER);
        } finally {
            System.setErr(usual);
        }
    }
}
