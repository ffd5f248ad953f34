package dev.squeezebench.runners.onnxruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.ptr.IntByReference;
import dev.squeezebench.records.Adapter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a driver of the tests; what it answers is what {@code cuda.h} says that it may. */
class CudaAdaptersTest {
    private static final String MODULE = """
            NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024
            GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
            """;
    private static final String OPEN_MODULE =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  560.35.03  Release Build\n";

    private final Path module;

    CudaAdaptersTest(@TempDir Path folder) {
        this.module = folder.resolve("version");
    }

    @Test
    void everyDeviceIsDescribedInTheDriversOrder() throws Exception {
        Files.writeString(module, MODULE);
        assertThat(new CudaAdapters(new FakeDriver("NVIDIA H100", "Orin (nvgpu)"), module).all())
                .containsExactly(
                        new Adapter("NVIDIA H100", "NVIDIA", Adapter.Type.DISCRETE, "NVIDIA 535.183.01", "CUDA 12.4"),
                        new Adapter(
                                "Orin (nvgpu)", "NVIDIA", Adapter.Type.INTEGRATED, "NVIDIA 535.183.01", "CUDA 12.4"));
    }

    @Test
    void theOpenModuleTellsItsVersionElsewhereAndNoModuleTellsNone() throws Exception {
        Files.writeString(module, OPEN_MODULE);
        assertThat(new CudaAdapters(new FakeDriver("A"), module).all())
                .extracting(Adapter::driver)
                .containsExactly("NVIDIA 560.35.03");
        Files.delete(module);
        assertThat(new CudaAdapters(new FakeDriver("A"), module).all())
                .extracting(Adapter::driver)
                .containsExactly("NVIDIA");
    }

    @Test
    void aDriverWithoutDevicesAndOneThatFailsAreReasons() {
        assertThatThrownBy(() -> new CudaAdapters(new FakeDriver(), module).all())
                .isInstanceOf(AdapterException.class)
                .hasMessage("NVIDIA's driver shows no device; look at CUDA_VISIBLE_DEVICES");
        FakeDriver broken = new FakeDriver("A") {
            @Override
            public int cuInit(int flags) {
                return 999; // CUDA_ERROR_UNKNOWN
            }
        };
        assertThatThrownBy(() -> new CudaAdapters(broken, module).all())
                .isInstanceOf(AdapterException.class)
                .hasMessageStartingWith("NVIDIA's driver answers cuInit with error 999;");
    }

    /** Devices have other numbers than their place; those called Orin are integrated. */
    private static class FakeDriver implements CudaDriver {
        private static final int FIRST = 40;
        private static final int INTEGRATED = 18;

        private final List<String> names;

        FakeDriver(String... names) {
            this.names = List.of(names);
        }

        @Override
        public int cuInit(int flags) {
            return 0;
        }

        @Override
        public int cuDriverGetVersion(IntByReference version) {
            version.setValue(12_040);
            return 0;
        }

        @Override
        public int cuDeviceGetCount(IntByReference count) {
            count.setValue(names.size());
            return 0;
        }

        @Override
        public int cuDeviceGet(IntByReference device, int ordinal) {
            device.setValue(FIRST + ordinal);
            return 0;
        }

        @Override
        public int cuDeviceGetName(byte[] name, int bytes, int device) {
            byte[] own = names.get(device - FIRST).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(own, 0, name, 0, own.length);
            return 0;
        }

        @Override
        public int cuDeviceGetAttribute(IntByReference value, int attribute, int device) {
            value.setValue(attribute == INTEGRATED && names.get(device - FIRST).startsWith("Orin") ? 1 : 0);
            return 0;
        }
    }
}
