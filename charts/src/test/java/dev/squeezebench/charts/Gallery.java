package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Draws samples for the eye into the folder {@code -Dcharts.gallery=DIR}, or {@code target/gallery}; run on demand only
 * ({@code -Dtest=Gallery}): by its name it is no test.
 */
class Gallery {
    private static final String RUNNER = "onnxruntime";
    private static final String VERSION = "1.29.0";

    @Test
    void twoScenarios() throws IOException {
        draw("two", new Fixture("r1", false).models(128).rounds(8, RUNNER, VERSION, "cpu", 279, 111));
    }

    @Test
    void fourScenarios() throws IOException {
        draw("four", Fixture.published());
    }

    @Test
    void eightScenariosTwoOfThemWithFewRounds() throws IOException {
        draw(
                "eight",
                Fixture.published()
                        .rounds(3, "tflite", "2.21.0", "builtin", 949, 2160)
                        .rounds(8, RUNNER, VERSION, "webgpu", 41, 22));
    }

    @Test
    void batches() throws IOException {
        draw("batches", swept());
    }

    static Fixture swept() {
        Warning software = new Warning("software_adapter", "the processor plays the GPU", "use a GPU");
        Fixture swept = new Fixture("r1", false);
        for (String workload : List.of(Fixture.BERT, Fixture.SQUEEZE)) {
            double scale = workload.equals(Fixture.BERT) ? 1 : .4;
            swept.batches(workload, "cpu", 6, 4 * scale, 110 * scale)
                    .batches(workload, "cuda", 6, 320 * scale, 9 * scale)
                    .batches(workload, "webgpu", 6, 700 * scale, 900 * scale, software);
        }
        return swept;
    }

    @Test
    void hostileNamesOfAQuickRun() throws IOException {
        String hostile = "<script>alert(1)</script>\n\u001b[31mred\u202e " + "very-long-name-".repeat(20);
        Fixture names = new Fixture("r1", true);
        for (int round = 1; round <= 8; round++) {
            names.measured(Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", 1), round, 1, 279);
            names.measured(Fixture.scenario(hostile, "conv", RUNNER, VERSION, "cpu", 1), round, 2, 111);
            names.measured(Fixture.scenario("\u4e2d\u6587", "conv", RUNNER, VERSION, "cpu", 1), round, 3, 150);
        }
        draw("names", names);
    }

    @Test
    void fortyScenarios() throws IOException {
        Fixture many = new Fixture("r1", false);
        for (int threads = 1; threads <= 20; threads++) {
            for (int round = 1; round <= 6; round++) {
                double scale = 1.0 / threads;
                many.measured(
                        Fixture.scenario(Fixture.BERT, "dense", RUNNER, VERSION, "cpu", threads),
                        round,
                        1,
                        279 * scale);
                many.measured(
                        Fixture.scenario(Fixture.SQUEEZE, "conv", RUNNER, VERSION, "cpu", threads),
                        round,
                        2,
                        111 * scale);
            }
        }
        draw("forty", many);
    }

    private static void draw(String name, Fixture fixture) throws IOException {
        DrawnCharts drawn = ChartBook.draw(
                List.of(fixture.input("results.jsonl")),
                Path.of(System.getProperty("charts.gallery", "target/gallery")).resolve(name),
                ChartOptions.all(Optional.empty()));
        assertThat(drawn.notDrawn()).isEmpty();
    }
}
