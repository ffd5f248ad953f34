package dev.squeezebench.runners.onnxruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaVulkanTest {
    private final Path module;

    NvidiaVulkanTest(@TempDir Path folder) {
        this.module = folder.resolve("version");
    }

    @Test
    void aMachineWithoutNvidiasModuleHasNoReasonOfNvidias() {
        assertThat(new NvidiaVulkan(module, library -> Optional.empty()).reason())
                .isEmpty();
    }

    @Test
    void aDriverForComputingAloneIsTheReason() throws Exception {
        AdapterException reason = reason("Unable to load library 'libGLX_nvidia.so.0':\n"
                + "libGLX_nvidia.so.0: cannot open shared object file: No such file or directory");
        assertThat(reason.reason())
                .isEqualTo("NVIDIA's driver is installed without its Vulkan part (libGLX_nvidia.so.0)");
        assertThat(reason.remedy()).startsWith("start a container with NVIDIA_DRIVER_CAPABILITIES=all, or install");
    }

    @Test
    void whatTheDriverNeedsItselfIsNamed() throws Exception {
        assertThat(reason("libXext.so.6: cannot open shared object file: No such file or directory")
                        .reason())
                .isEqualTo("NVIDIA's Vulkan driver (libGLX_nvidia.so.0) needs libXext.so.6: not found");
    }

    @Test
    void aDriverThatOpensLacksTheFileThatNamesIt() throws Exception {
        Files.createFile(module);
        AdapterException reason =
                new NvidiaVulkan(module, library -> Optional.empty()).reason().orElseThrow();
        assertThat(reason.remedy()).startsWith("see whether nvidia_icd.json is in /usr/share/vulkan/icd.d");
    }

    /** As on a server with an H100 and Ubuntu 24.04. */
    @Test
    void aDriverThatOpensAndMissesLibglvndSaysSo() throws Exception {
        Files.createFile(module);
        AdapterException reason = new NvidiaVulkan(
                        module,
                        library -> library.equals("libEGL.so.1")
                                ? Optional.of("libEGL.so.1: cannot open shared object file: No such file or directory")
                                : Optional.empty())
                .reason()
                .orElseThrow();
        assertThat(reason.reason())
                .isEqualTo("NVIDIA's Vulkan driver (libGLX_nvidia.so.0) finds no device without libglvnd (libEGL.so.1:"
                        + " not found)");
        assertThat(reason.remedy()).startsWith("install libglvnd (Debian, Ubuntu: apt-get install libegl1;");
    }

    private AdapterException reason(String linker) throws Exception {
        Files.createFile(module);
        return new NvidiaVulkan(module, library -> Optional.of(linker)).reason().orElseThrow();
    }
}
