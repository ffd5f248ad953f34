package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points and lines of a gate's chart against the percentages that its rounds were made of. */
class GateFigureTest {
    private static final ChartOptions SVG = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");
    private static final double[] PERCENT = {3, 3.2, 2.8, 3.1, 24, 2.9, 3, 3.05};
    private static final double PIXEL = .6;

    @Test
    void pointsOfRoundsLieAtTheirDifferencesAndToldApartByShapeAndColour(@TempDir Path folder) throws IOException {
        Svg svg = draw(folder, Fixture.gate(PERCENT, 6));
        Rectangle2D plot = svg.plots().get(0);
        List<Rectangle2D> usual = markers(svg, plot, 0);
        List<Rectangle2D> setAside = markers(svg, plot, 5);
        List<Rectangle2D> controls = markers(svg, plot, 3);
        assertThat(usual).hasSize(7);
        assertThat(setAside).hasSize(1);
        assertThat(controls).hasSize(6);
        // Controls are at 0, the first round at 3%.
        double percent = (controls.get(0).getCenterY() - usual.get(0).getCenterY()) / 3;
        assertThat(usual.get(0).getCenterY() - setAside.get(0).getCenterY())
                .isCloseTo((24 - 3) * percent, within(2 * PIXEL));
        assertThat(usual.get(2).getCenterY() - usual.get(1).getCenterY()).isCloseTo(.4 * percent, within(PIXEL));
        assertThat(dashed(svg))
                .anySatisfy(y -> assertThat(controls.get(0).getCenterY() - y).isCloseTo(percent, within(PIXEL)));
        double step = usual.get(1).getCenterX() - usual.get(0).getCenterX();
        assertThat(setAside.get(0).getCenterX() - usual.get(0).getCenterX()).isCloseTo(4 * step, within(2 * PIXEL));
        assertThat(controls.get(0).getCenterX() - usual.get(0).getCenterX()).isCloseTo(8 * step, within(2 * PIXEL));
    }

    @Test
    void verdictUnitsMachineAndCountsAreSaid(@TempDir Path folder) throws IOException {
        assertThat(draw(folder, Fixture.gate(PERCENT, 6)).texts())
                .contains(
                        "Gate: FAIL",
                        "difference of latency, %",
                        "tolerance",
                        "round set aside",
                        "control round",
                        "typical ratio, 95% interval",
                        "AMD EPYC 7763 64-Core Processor (2 CPUs), Debian GNU/Linux 12 amd64, JDK 17.0.15+6")
                .anyMatch(text -> text.contains("8 rounds, 6 control rounds, 28 trials"));
        assertThat(folder.resolve("gate.provenance.json"))
                .content()
                .contains("\"label\":\"tolerance\",\"value\":1.01")
                .contains("\"arm\":\"control\"");
    }

    @Test
    void aRunThatIsNoGateHasNone(@TempDir Path folder) throws IOException {
        Fixture.draw(List.of(Fixture.published().input("results.jsonl")), folder, SVG);

        assertThat(Files.exists(folder.resolve("gate.svg"))).isFalse();
    }

    /** Heights of the level dashed lines: the tolerance. */
    private static List<Double> dashed(Svg svg) {
        return svg.elements("line").stream()
                .filter(each -> each.getAttribute("style").contains("stroke-dasharray:12"))
                .filter(each -> each.getAttribute("y1").equals(each.getAttribute("y2")))
                .map(each -> Svg.shift(each).getY() + Double.parseDouble(each.getAttribute("y1")))
                .toList();
    }

    private static List<Rectangle2D> markers(Svg svg, Rectangle2D plot, int series) {
        return svg.shapes(Theme.LIGHT.series(series)).stream()
                .filter(each -> plot.contains(each.getCenterX(), each.getCenterY()))
                .toList();
    }

    private static Svg draw(Path folder, Fixture fixture) throws IOException {
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);
        return Svg.read(folder.resolve("gate.svg"));
    }
}
