package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteArithmeticTest {
    private static final long FLOP = 2L * TfliteModels.LENGTH * TfliteModels.WIDTH * TfliteModels.CLASSES;

    private final Path folder;

    TfliteArithmeticTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void eachNodeHasItsFlopAndWhatRunsBeforeAndAfterIt() throws IOException {
        assertThat(read(TfliteModels.classifier()))
                .contains(
                        new GraphArithmetic(LongSeries.of(0, 0, FLOP), LongSeries.of(0, 1, 2), LongSeries.of(2, 1, 0)));
    }

    @Test
    void nobodyWaitsForWeightsThatANodeWidens() throws IOException {
        assertThat(read(TfliteModels.withWidenedWeights()))
                .contains(new GraphArithmetic(
                        LongSeries.of(0, 0, 0, FLOP), LongSeries.of(0, 0, 1, 2), LongSeries.of(0, 2, 1, 0)));
    }

    @Test
    void aSizeThatTheDataDecideComesFromTheShapeOfAnInvocation() throws IOException {
        Path file = Files.write(folder.resolve("open.tflite"), TfliteModels.withOpenLength());
        InputShapes longer = new InputShapes(Map.of("serving_default_input_ids:0", List.of(100L)), Map.of());
        assertThat(TfliteArithmetic.of(file, longer).orElseThrow().flop().get(2))
                .isEqualTo(2L * 100 * TfliteModels.WIDTH * TfliteModels.CLASSES);
        assertThat(TfliteArithmetic.of(file, new InputShapes(Map.of(), Map.of())))
                .as("whose size is unknown")
                .isEmpty();
    }

    @Test
    void aNodeThatMayRunAnotherGraphHasNoArithmeticOfItsOwn() throws IOException {
        assertThat(read(TfliteModels.stateful(false, false))).isEmpty();
    }

    private Optional<GraphArithmetic> read(byte[] model) throws IOException {
        Path file = Files.write(folder.resolve("model.tflite"), model);
        return TfliteArithmetic.of(file, new InputShapes(Map.of(), Map.of()));
    }
}
