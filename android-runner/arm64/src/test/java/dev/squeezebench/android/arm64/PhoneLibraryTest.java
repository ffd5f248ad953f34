package dev.squeezebench.android.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The library that goes into the APK computes what the host's computes, by every lowering, with and without XNNPACK. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PhoneLibraryTest {
    private static final int TOKENS = 16;

    @Test
    void tinyModelsGiveTheHostsOutputs(@TempDir Path folder) throws Exception {
        ComparedModels models = new ComparedModels(folder);
        for (String lowering : List.of("conv", "batched-matmul", "split")) {
            models.add("squeezebert-tiny", lowering, TOKENS);
        }
        models.add("bert-tiny", "dense", TOKENS);
        models.emulate(List.of("xnnpack", "builtin"), Duration.ofMinutes(2));
        assertThat(models.differences()).hasSize(8).allSatisfy((name, difference) -> assertThat(difference)
                .as(name)
                .isBetween(0.0, 1e-5));
        // A line a model, twice where the emulator shows it in its log as well.
        assertThat(models.delegated()).hasSizeGreaterThanOrEqualTo(4).allMatch(share -> share > .95);
        // By other kernels in another order of summation: equal bits would mean that the host's own outputs came back.
        assertThat(models.differences().values()).anyMatch(difference -> difference > 0);
    }
}
