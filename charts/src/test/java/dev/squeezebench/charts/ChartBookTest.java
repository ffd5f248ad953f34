package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartBookTest {
    private static final ChartOptions LIGHT =
            new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.allOf(Format.class), "");
    private static final ChartOptions LIGHT_SVG = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");

    @Test
    void drawsFiveChartsInBothThemesAndFormatsEachWithItsProvenance(@TempDir Path folder) throws IOException {
        DrawnCharts drawn = Fixture.draw(
                List.of(Fixture.published().input("results.jsonl")), folder.resolve("charts"), ChartOptions.web());

        assertThat(drawn.notDrawn()).isEmpty();
        assertThat(drawn.files())
                .hasSize(25)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile())
                .contains(
                        folder.resolve("charts/latency.png"),
                        folder.resolve("charts/speedup-dark.svg"),
                        folder.resolve("charts/memory.provenance.json"),
                        folder.resolve("charts/timeline-dark.png"));
    }

    @Test
    void theSameResultsGiveTheSameBytes(@TempDir Path folder) throws IOException {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));
        DrawnCharts first = Fixture.draw(inputs, folder.resolve("1"), LIGHT);
        DrawnCharts second = Fixture.draw(inputs, folder.resolve("2"), LIGHT);

        for (int i = 0; i < first.files().size(); i++) {
            assertThat(second.files().get(i))
                    .hasSameBinaryContentAs(first.files().get(i));
        }
    }

    @Test
    void aPrefixKeepsTheChartsOfSeveralRunsApart(@TempDir Path folder) throws IOException {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));

        DrawnCharts drawn = Fixture.draw(inputs, folder, LIGHT_SVG.withPrefix("epyc-"));

        assertThat(drawn.files())
                .contains(folder.resolve("epyc-latency.svg"), folder.resolve("epyc-latency.provenance.json"))
                .allSatisfy(file -> assertThat(file.getFileName().toString()).startsWith("epyc-"));
        assertThat(Files.readString(folder.resolve("epyc-latency.provenance.json")))
                .contains("\"chart\":\"latency\"", "\"epyc-latency.svg\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "a/b", "a\\b", "\u00e4", " "})
    void aPrefixLeadsOutOfNoFolder(String prefix) {
        assertThatThrownBy(() -> LIGHT_SVG.withPrefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyTrialsGiveChartsOfBoundedSize(@TempDir Path folder) throws IOException {
        Fixture many = new Fixture("r1", false);
        for (int round = 1; round <= 1000; round++) {
            many.measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), round, 1, 279);
            many.measured(Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", 1), round, 2, 111);
        }

        DrawnCharts drawn = Fixture.draw(List.of(many.input("results.jsonl")), folder, LIGHT_SVG);

        for (Path file : drawn.files()) {
            boolean picture = file.toString().endsWith(".svg");
            assertThat(Files.size(file)).as(file.toString()).isLessThan(picture ? 3_000_000 : 1_500_000);
        }
    }

    @Test
    void moreScenariosThanAPictureHasRoomForAreCutWithAWord(@TempDir Path folder) throws IOException {
        Fixture many = new Fixture("r1", false);
        for (int threads = 1; threads <= 150; threads++) {
            many.measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", threads), 1, 1, 279);
        }

        Fixture.draw(List.of(many.input("results.jsonl")), folder, LIGHT_SVG);

        assertThat(Svg.read(folder.resolve("latency.svg")).texts())
                .contains("Drawn: the first 100 of 150 rows; the table of the report has all.");
        assertThat(Svg.read(folder.resolve("timeline.svg")).texts()).contains("Drawn: the first 24 of 150 scenarios.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeMadeIsSaidInWords() {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));
        Path below = Path.of("/proc", "charts");

        assertThatThrownBy(() -> Fixture.draw(inputs, below, LIGHT_SVG))
                .isInstanceOf(ChartException.class)
                .hasMessageContaining("into /proc/charts: there is no such folder, and it cannot be made; ");
    }

    @Test
    void aFileInTheWayIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));

        assertThatThrownBy(() -> Fixture.draw(inputs, file, LIGHT_SVG))
                .isInstanceOf(ChartException.class)
                .hasMessageContaining("taken")
                .hasMessageContaining("a file is in the way")
                .hasMessageNotContaining("\n");
    }
}
