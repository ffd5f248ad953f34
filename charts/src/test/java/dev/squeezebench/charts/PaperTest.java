package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.charts.paint.Theme;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Charts for a column of a paper: 3.3 inches, vectors, letters of 8 points as outlines. */
class PaperTest {
    private static final double COLUMN = 3.3 * 72;

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void everyChartIsDrawnAsPdfAndSvgBesideThoseForTheWeb() throws IOException {
        List<ChartInput> inputs = List.of(Fixture.published().input("results.jsonl"));
        Fixture.draw(inputs, folder, ChartOptions.web().only("speedup"));

        DrawnCharts drawn = Fixture.draw(inputs, folder, ChartOptions.paper());

        assertThat(drawn.notDrawn()).isEmpty();
        assertThat(drawn.files())
                .hasSize(20)
                .contains(
                        folder.resolve("latency-paper.pdf"),
                        folder.resolve("latency-paper.svg"),
                        folder.resolve("latency-paper.tex"),
                        folder.resolve("latency-paper.provenance.json"));
        assertThat(Files.readString(folder.resolve("speedup.provenance.json"))).contains("speedup-dark.png");
    }

    @Test
    void aPdfIsAsWideAsAColumnAndNeedsNoFont() throws IOException {
        draw(Fixture.published(), ChartOptions.paper());

        for (String chart : List.of("latency", "speedup", "memory", "start", "timeline")) {
            try (PDDocument pdf =
                    Loader.loadPDF(folder.resolve(chart + "-paper.pdf").toFile())) {
                PDPage page = pdf.getPage(0);
                assertThat((double) page.getMediaBox().getWidth()).as(chart).isCloseTo(COLUMN, within(.2));
                assertThat(pdf.getNumberOfPages()).isOne();
                page.getResources().getXObjectNames().forEach(name -> assertThat(name.getName())
                        .isNotEmpty());
                assertThat(Files.readString(folder.resolve(chart + "-paper.pdf"), StandardCharsets.ISO_8859_1))
                        .as("a font that a publisher would ask to embed")
                        .doesNotContain("/Font");
            }
        }
    }

    /** Ink where the SVG has it, at a pixel a pixel: 144 dots an inch. */
    @Test
    void aPdfShowsWhatTheSvgShows() throws IOException {
        draw(Fixture.published(), ChartOptions.paper().only("latency"));

        Svg svg = Svg.read(folder.resolve("latency-paper.svg"));
        Rectangle2D plot = svg.plots().get(0);
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("latency-paper.pdf").toFile())) {
            var image = new PDFRenderer(pdf).renderImageWithDPI(0, 144);
            assertThat(image.getWidth()).isEqualTo(Theme.PAPER.page().width());
            List<Rectangle2D> bars = svg.shapes(fill(0)).stream()
                    .filter(plot::contains)
                    .filter(each -> each.getWidth() > 50)
                    .toList();
            assertThat(bars).hasSize(2);
            for (Rectangle2D bar : bars) {
                Color ink = new Color(image.getRGB((int) bar.getMinX() + 8, (int) bar.getMinY() + 3));
                assertThat(ink).isEqualTo(fill(0));
            }
        }
    }

    private static Color fill(int series) {
        Color color = Theme.PAPER.series(series);
        return Theme.PAPER.tint(color, .38);
    }

    @Test
    void anSvgIsAsWideAsAColumnWithoutATextThatNeedsAFont() throws IOException {
        draw(Fixture.published(), ChartOptions.paper().only("speedup"));

        Svg svg = Svg.read(folder.resolve("speedup-paper.svg"));
        Element root = svg.document().getDocumentElement();
        assertThat(root.getAttribute("width")).endsWith("pt");
        assertThat(Double.parseDouble(root.getAttribute("width").replace("pt", "")))
                .isCloseTo(COLUMN, within(.2));
        assertThat(root.getAttribute("viewBox")).startsWith("0 0 475 ");
        assertThat(svg.texts()).isEmpty();
        assertThat(svg.elements("path")).hasSizeGreaterThan(20);
        assertThat(svg.elements("title")).singleElement().satisfies(title -> assertThat(title.getTextContent())
                .startsWith("Speed-up of squeezebert"));
        assertThat(svg.elements("image")).isEmpty();
    }

    @Test
    void aTitleIsDrawnWhereTheUserGivesOne() throws IOException {
        draw(Fixture.published(), ChartOptions.paper().only("speedup"));
        Svg without = Svg.read(folder.resolve("speedup-paper.svg"));

        draw(Fixture.published(), ChartOptions.paper().only("speedup").titled("Ours"));
        Svg with = Svg.read(folder.resolve("speedup-paper.svg"));

        assertThat(with.elements("title").get(0).getTextContent()).isEqualTo("Ours");
        assertThat(points(with)).isGreaterThan(points(without) + 8);

        draw(Fixture.published(), ChartOptions.web().only("speedup").titled("Ours"));
        assertThat(Svg.read(folder.resolve("speedup.svg")).texts())
                .contains("Ours")
                .noneMatch(text -> text.startsWith("Speed-up of squeezebert"));
    }

    private static double points(Svg svg) {
        return Double.parseDouble(
                svg.document().getDocumentElement().getAttribute("height").replace("pt", ""));
    }

    @Test
    void theWordsThatThePictureLeavesOutAreInTheFigureOfLatex() throws IOException {
        draw(Fixture.published(), ChartOptions.paper().only("speedup"));

        assertThat(folder.resolve("speedup-paper.tex"))
                .content()
                .contains(
                        "\\includegraphics{speedup-paper.pdf}",
                        "\\caption{Speed-up of squeezebert-uncased over bert-base-uncased.",
                        "AMD EPYC 7763 64-Core Processor (2 CPUs)",
                        "8 rounds, 32 trials",
                        "\\label{fig:speedup}");
    }

    @Test
    void namesAndNumbersStandAboveTheirBarsAndTheBarsHaveTheWholeWidth() throws IOException {
        draw(Fixture.published(), ChartOptions.paper().only("speedup"));

        Svg svg = Svg.read(folder.resolve("speedup-paper.svg"));
        assertThat(svg.plots().get(0).getWidth()).isGreaterThan(440);
    }

    /** No publisher prints what the reader must not miss elsewhere. */
    @Test
    void aQuickRunSaysSoInAPaperToo() throws IOException {
        Fixture quick = new Fixture("r1", true).models(128).rounds(3, "onnxruntime", "1.29.0", "cpu", 279, 111);
        draw(quick, ChartOptions.paper().only("latency"));
        double badged = points(Svg.read(folder.resolve("latency-paper.svg")));
        Fixture full = new Fixture("r1", false).models(128).rounds(3, "onnxruntime", "1.29.0", "cpu", 279, 111);
        draw(full, ChartOptions.paper().only("latency"));

        assertThat(badged).isGreaterThan(points(Svg.read(folder.resolve("latency-paper.svg"))) + 10);
    }

    private void draw(Fixture fixture, ChartOptions options) throws IOException {
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, options);
    }
}
