package dev.squeezebench.measure.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.LongSeries;
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
                        Map.of("arena", "off"),
                        List.of(new Adapter("Card", "Maker", Adapter.Type.DISCRETE, "driver 1", "Vulkan 1.3")),
                        Map.of(),
                        Optional.of(new GraphArithmetic(
                                LongSeries.of(0, 9_000_000_000L), LongSeries.of(0, 1), LongSeries.of(1, 0)))),
                file.resolveSibling("in"),
                WarmUpLimits.DEFAULT,
                1_000_000_000L,
                10,
                List.of(0, 3),
                Optional.empty(),
                Optional.of(new Injection(.02, .3)),
                true,
                Optional.of(file.resolveSibling("journal")),
                Optional.empty(),
                true,
                Optional.of(new TrialRequest.PaddedInvocation(
                        file.resolveSibling("padded"), file.resolveSibling("padded-out"))));

        TrialRequestFile.write(file, request);

        assertThat(TrialRequestFile.read(file)).isEqualTo(request);
    }

    @Test
    void filesBesideARequestMoveWithItAndOthersStay() throws Exception {
        Path folder = Files.createDirectory(file.resolveSibling("here"));
        Path model = file.resolveSibling("cache").resolve("model.onnx");
        TrialRequest request = new TrialRequest(
                "onnxruntime",
                new SessionRequest(model, "cpu", 1, Map.of(), Map.of()),
                folder.resolve("inputs"),
                WarmUpLimits.DEFAULT,
                1,
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(folder.resolve("journal")),
                Optional.of(folder.resolve("sub").resolve("outputs")),
                false,
                Optional.empty());
        TrialRequestFile.write(folder.resolve("request.json"), request);

        Path there = Files.move(folder, file.resolveSibling("there"));
        TrialRequest moved = TrialRequestFile.read(there.resolve("request.json"));

        assertThat(moved.session().model()).isEqualTo(model);
        assertThat(moved.inputs()).isEqualTo(there.resolve("inputs"));
        assertThat(moved.journal()).contains(there.resolve("journal"));
        assertThat(moved.outputs()).contains(there.resolve("sub").resolve("outputs"));
    }

    @Test
    void aDamagedRequestIsRefusedByName() throws IOException {
        Files.writeString(file, "{\"runner\":\"onnxruntime\"}");

        assertThatThrownBy(() -> TrialRequestFile.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("request.json: no trial request: field warm_up is missing");
    }
}
