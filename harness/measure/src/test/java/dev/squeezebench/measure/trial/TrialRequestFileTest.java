package dev.squeezebench.measure.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRequestFileTest {
    private final Path file;

    TrialRequestFileTest(@TempDir Path folder) {
        this.file = folder.resolve("request.json");
    }

    @Test
    void aRequestSurvivesTheWayThroughItsFile() throws Exception {
        TrialRequest request = new TrialRequest(
                "onnxruntime",
                new SessionRequest(
                        file.resolveSibling("modèle 1.onnx"),
                        "cpu",
                        2,
                        Map.of("batch", 1L, "sequence", 128L),
                        true,
                        Map.of("arena", "off")),
                file.resolveSibling("in"),
                WarmUpLimits.DEFAULT,
                1_000_000_000L,
                10,
                List.of(0, 3),
                Optional.of(file.resolveSibling("journal")),
                Optional.empty());

        TrialRequestFile.write(file, request);

        assertThat(TrialRequestFile.read(file)).isEqualTo(request);
    }

    @Test
    void aDamagedRequestIsRefusedByName() throws IOException {
        Files.writeString(file, "{\"runner\":\"onnxruntime\"}");

        assertThatThrownBy(() -> TrialRequestFile.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("request.json: no trial request: field warm_up is missing");
    }
}
