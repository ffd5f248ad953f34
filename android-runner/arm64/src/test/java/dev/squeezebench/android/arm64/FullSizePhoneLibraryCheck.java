package dev.squeezebench.android.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full models on the phone's library in an emulator: some 20 s and 3 GB of memory, so that {@code .ci/run} alone does it. */
class FullSizePhoneLibraryCheck {
    private static final int TOKENS = 128;

    @Test
    void fullModelsGiveTheHostsOutputs(@TempDir Path folder) throws Exception {
        ComparedModels models = new ComparedModels(folder);
        models.add("squeezebert-uncased", "split", TOKENS);
        models.add("bert-base-uncased", "dense", TOKENS);
        models.emulate(List.of("xnnpack"), Duration.ofMinutes(5));
        assertThat(models.differences()).hasSize(2).allSatisfy((name, difference) -> assertThat(difference)
                .as(name)
                .isBetween(0.0, 1e-5));
        assertThat(models.delegated()).hasSizeGreaterThanOrEqualTo(2).allMatch(share -> share > .95);
    }
}
