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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartBookTest {
    private static final ChartOptions LIGHT =
            new ChartOptions(Optional.empty(), EnumSet.of(Theme.LIGHT), EnumSet.allOf(Format.class));
    private static final ChartOptions LIGHT_SVG =
            new ChartOptions(Optional.empty(), EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG));

    @Test
    void drawsFourChartsInBothThemesAndFormatsEachWithItsProvenance(@TempDir Path folder) throws IOException {
        DrawnCharts drawn = ChartBook.draw(
                List.of(Fixture.published().input("results.jsonl")),
                folder.resolve("charts"),
                ChartOptions.all(Optional.empty()));

        assertThat(drawn.notDrawn()).isEmpty();
        assertThat(drawn.files())
                .hasSize(20)
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
        DrawnCharts first = ChartBook.draw(inputs, folder.resolve("1"), LIGHT);
        DrawnCharts second = ChartBook.draw(inputs, folder.resolve("2"), LIGHT);

        for (int i = 0; i < first.files().size(); i++) {
            assertThat(second.files().get(i))
                    .hasSameBinaryContentAs(first.files().get(i));
        }
    }

    @Test
    void aFileInTheWayIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));

        assertThatThrownBy(() -> ChartBook.draw(inputs, file, LIGHT_SVG))
                .isInstanceOf(ChartException.class)
                .hasMessageContaining("taken")
                .hasMessageContaining("a file stands in the way")
                .hasMessageNotContaining("\n");
    }
}
