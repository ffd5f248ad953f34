package dev.squeezebench.android.app.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundMemoryTest {
    private static final long MIB = 1 << 20;

    private final Path folder;
    private List<TrialRequest> two = List.of();

    RoundMemoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Each needs 96 MiB and three times 1 MiB. */
    @BeforeEach
    void twoArmsOfOneMebibyte() throws IOException {
        TinyModel.round(folder, 1, "any", "xnnpack", "builtin");
        for (String arm : List.of("arm0", "arm1")) {
            Files.write(folder.resolve(arm).resolve("model.tflite"), new byte[(int) MIB]);
        }
        two = List.of(
                TrialRequestFile.read(folder.resolve("arm0/request.json")),
                TrialRequestFile.read(folder.resolve("arm1/request.json")));
    }

    @Test
    void whatFitsTogetherTakesTurns() throws IOException {
        assertThat(RoundMemory.of(two, OptionalLong.of(198 * MIB))).isEqualTo(RoundMemory.ALL);
        assertThat(RoundMemory.of(two, OptionalLong.empty())).isEqualTo(RoundMemory.ALL);
    }

    @Test
    void whatFitsAloneRunsOneByOne() throws IOException {
        assertThat(RoundMemory.of(two, OptionalLong.of(198 * MIB - 1))).isEqualTo(RoundMemory.ONE_BY_ONE);
        assertThat(RoundMemory.of(two, OptionalLong.of(99 * MIB))).isEqualTo(RoundMemory.ONE_BY_ONE);
    }

    @Test
    void whatDoesNotFitAtAllIsRefused() {
        assertThatThrownBy(() -> RoundMemory.of(two, OptionalLong.of(99 * MIB - 1)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "low_memory: one process needs about 99 MiB, and the device has 98 MiB available: end other apps,"
                                + " or measure a smaller model");
    }
}
