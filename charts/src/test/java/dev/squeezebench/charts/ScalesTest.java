package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lengths and places read off the SVG against values computed here from the raw samples: length over the length of the
 * axis is value over the axis' end.
 */
class ScalesTest {
    private static final ChartOptions SVG = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");

    private static final Scenario BERT = Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1);
    private static final Scenario SQUEEZE =
            Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", 1);
    private static final double PIXEL = .6;

    private static Fixture two() {
        return new Fixture("r1", false).models(128).rounds(8, "onnxruntime", "1.29.0", "cpu", 279, 111);
    }

    @Test
    void barsOfLatencyAreAsLongAsTheGeometricMeanOfTheTrialsMedians(@TempDir Path folder) throws IOException {
        Fixture fixture = two();
        Svg svg = draw(folder, fixture, "latency");

        // 279 ms and a little more: the axis ends at the next of 1, 1.2, 1.5, 2, 2.5, 3 times 100.
        assertBar(svg, 0, geometricMean(fixture, BERT, ScalesTest::median) / 300e6);
        assertBar(svg, 1, geometricMean(fixture, SQUEEZE, ScalesTest::median) / 300e6);
    }

    @Test
    void pointsOfTrialsLieAtTheirMedians(@TempDir Path folder) throws IOException {
        Fixture fixture = two();
        Svg svg = draw(folder, fixture, "latency");
        Rectangle2D plot = svg.plots().get(0);

        List<Double> expected = trials(fixture, BERT).stream()
                .map(trial -> plot.getX() + plot.getWidth() * median(trial) / 300e6)
                .toList();
        List<Double> drawn = svg.shapes(style(0).color()).stream()
                .filter(each -> plot.contains(each.getCenterX(), each.getCenterY()))
                .map(Rectangle2D::getCenterX)
                .toList();

        assertThat(drawn).hasSameSizeAs(expected);
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(drawn.get(i)).isCloseTo(expected.get(i), within(PIXEL));
        }
    }

    @Test
    void barsOfSpeedUpAreAsLongAsTheGeometricMeanOfTheRoundsRatios(@TempDir Path folder) throws IOException {
        Fixture fixture = two();

        // The published 4.3 is on the axis, too: it ends at 5.
        assertBar(
                draw(folder, fixture, "speedup"),
                1,
                geometricMean(fixture, BERT, ScalesTest::median)
                        / geometricMean(fixture, SQUEEZE, ScalesTest::median)
                        / 5);
    }

    @Test
    void barsOfMemoryReachFromWhatWasThereBeforeToThePeak(@TempDir Path folder) throws IOException {
        Fixture fixture = two();
        Svg svg = draw(folder, fixture, "memory");
        Rectangle2D plot = svg.plots().get(0);
        double before = middle(
                fixture, BERT, trial -> trial.memory().rssBeforeLoadBytes().getAsLong());
        double peak =
                middle(fixture, BERT, trial -> trial.memory().rssPeakBytes().getAsLong());

        // 671 MB: the axis ends at 800.
        Rectangle2D bar = bar(svg, 0);
        assertThat(bar.getX() - plot.getX()).isCloseTo(plot.getWidth() * before / 800e6, within(PIXEL));
        assertThat(bar.getMaxX() - plot.getX()).isCloseTo(plot.getWidth() * peak / 800e6, within(PIXEL));
    }

    @Test
    void barsOfStartReachFromTheEndOfTheLoadToThatOfTheFirstInference(@TempDir Path folder) throws IOException {
        Fixture fixture = two();
        Svg svg = draw(folder, fixture, "start");
        Rectangle2D plot = svg.plots().get(0);
        double load =
                geometricMean(fixture, BERT, trial -> trial.samples().loadNs().getAsLong());
        double total = geometricMean(
                fixture,
                BERT,
                trial -> trial.samples().loadNs().getAsLong()
                        + trial.samples().firstInferenceNs().getAsLong());

        // About 950 and 800 ms: the axis ends at 2 s.
        Rectangle2D bar = bar(svg, 0);
        assertThat(bar.getX() - plot.getX()).isCloseTo(plot.getWidth() * load / 2e9, within(PIXEL));
        assertThat(bar.getMaxX() - plot.getX()).isCloseTo(plot.getWidth() * total / 2e9, within(PIXEL));
    }

    @Test
    void valuesOverSixOrdersOfMagnitudeKeepTheirProportions(@TempDir Path folder) throws IOException {
        Fixture wide = new Fixture("r1", false);
        for (int round = 1; round <= 2; round++) {
            wide.sampled(BERT, round, 1, 2_000_000_000L).sampled(SQUEEZE, round, 2, 2_000);
        }
        Svg svg = draw(folder, wide, "latency");

        assertBar(svg, 0, 2000.0 / 2500);
        assertBar(svg, 1, .002 / 2500);
        assertThat(svg.texts()).contains("2000 ms", "2.000 \u00b5s");
        for (String chart : List.of("latency", "speedup", "memory", "start", "timeline")) {
            Overlaps.assertNone(Svg.read(folder.resolve(chart + ".svg")));
        }
    }

    @Test
    void oneSampleOfOneTrialIsDrawnWithoutASpread(@TempDir Path folder) throws IOException {
        Fixture one = new Fixture("r1", false).sampled(BERT, 1, 1, 80_000_000L);

        Svg svg = draw(folder, one, "latency");

        assertBar(svg, 0, .8);
        assertThat(svg.texts())
                .contains("80.00 ms")
                .noneMatch(text -> text.contains(" to ") || text.contains("interval"));
        assertThat(Svg.read(folder.resolve("timeline.svg")).texts()).contains("0 = 80.0 ms");
    }

    /** 98 to 102 around 100, and an outlier: two percent up is as far as two percent down, and 150 is an arrow. */
    @Test
    void theTimelineIsLinearInTheDifferenceToTheMedianAndShowsOutliersAtItsEdge(@TempDir Path folder)
            throws IOException {
        long[] samples = new long[300];
        Arrays.fill(samples, 100_000_000);
        Arrays.fill(samples, 0, 10, 98_000_000);
        Arrays.fill(samples, 10, 20, 102_000_000);
        samples[20] = 101_000_000;
        samples[299] = 150_000_000;
        Svg svg = draw(folder, new Fixture("r1", false).sampled(BERT, 1, 1, samples), "timeline");
        Rectangle2D plot = svg.plots().get(0);

        List<Rectangle2D> points = svg.shapes(style(0).color()).stream()
                .filter(each -> plot.contains(each.getCenterX(), each.getCenterY()))
                .toList();
        assertThat(points).hasSize(300);
        List<Double> heights =
                points.stream().map(Rectangle2D::getCenterY).distinct().sorted().toList();
        double top = heights.get(0);
        double bottom = heights.get(heights.size() - 1);
        assertThat(top).as("the outlier at the edge").isCloseTo(plot.getY() + 5, within(3.0));
        double up = points.get(10).getCenterY();
        double half = points.get(20).getCenterY();
        double zero = points.get(21).getCenterY();
        // The axis: the 1st and 99th percentiles, 98 and 102, and 12% of the four percent between them at both ends.
        assertThat(zero - up).isCloseTo(plot.getHeight() * 2 / (4 * 1.24), within(PIXEL));
        assertThat(zero - half).isCloseTo((zero - up) / 2, within(PIXEL));
        assertThat(bottom - zero).isCloseTo(zero - up, within(PIXEL));
        assertThat(svg.texts()).contains("0 = 100 ms");
    }

    /** Twice the batch takes twice the time: equal steps on both axes, and the labels are where the values are. */
    @Test
    void aSweepIsLogarithmicInSizeAndLatency(@TempDir Path folder) throws IOException {
        Fixture fixture = new Fixture("r1", false);
        for (int round = 1; round <= 2; round++) {
            for (int batch = 1; batch <= 64; batch *= 2) {
                fixture.sampled(Fixture.batch(BERT, batch), round, batch, 10_000_000L * batch);
            }
        }
        Svg svg = draw(folder, fixture, "batch");
        Rectangle2D plot = svg.plots().get(0);
        List<Rectangle2D> points = svg.shapes(style(0).color()).stream()
                .filter(each -> plot.contains(each.getCenterX(), each.getCenterY()))
                .toList();

        assertThat(points).hasSize(7);
        double ten = svg.place("10").getY() - 5;
        double hundred = svg.place("100").getY() - 5;
        for (int i = 0; i < 7; i++) {
            double latency = 10 * Math.pow(2, i);
            assertThat(points.get(i).getCenterY())
                    .isCloseTo(ten + (hundred - ten) * Math.log10(latency / 10), within(PIXEL));
            assertThat(points.get(i).getCenterX())
                    .isCloseTo(
                            points.get(0).getCenterX()
                                    + i
                                            * (points.get(6).getCenterX()
                                                    - points.get(0).getCenterX())
                                            / 6,
                            within(PIXEL));
        }
    }

    private static void assertBar(Svg svg, int series, double share) {
        Rectangle2D plot = svg.plots().get(0);
        assertThat(bar(svg, series).getX()).isCloseTo(plot.getX(), within(PIXEL));
        assertThat(bar(svg, series).getWidth() / plot.getWidth()).isCloseTo(share, within(.001));
    }

    /** The bar of the series: the last box in its tint, since the legend comes first. */
    private static Rectangle2D bar(Svg svg, int series) {
        List<Rectangle2D> boxes = svg.shapes(style(series).fill());
        return boxes.get(boxes.size() - 1);
    }

    private static SeriesStyle style(int series) {
        return SeriesStyle.of(series, series, Theme.LIGHT);
    }

    private static List<Trial> trials(Fixture fixture, Scenario scenario) {
        List<Trial> trials = new ArrayList<>();
        fixture.records().forEach(each -> {
            if (each instanceof Trial trial && trial.scenario().equals(scenario)) {
                trials.add(trial);
            }
        });
        return trials;
    }

    private static double median(Trial trial) {
        return middle(trial.samples().measureNs().stream().asDoubleStream().toArray());
    }

    private static double middle(Fixture fixture, Scenario scenario, ToDoubleFunction<Trial> value) {
        return middle(trials(fixture, scenario).stream().mapToDouble(value).toArray());
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double geometricMean(Fixture fixture, Scenario scenario, ToDoubleFunction<Trial> value) {
        return Math.exp(trials(fixture, scenario).stream()
                .mapToDouble(each -> Math.log(value.applyAsDouble(each)))
                .average()
                .orElseThrow());
    }

    private static Svg draw(Path folder, Fixture fixture, String chart) throws IOException {
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);
        return Svg.read(folder.resolve(chart + ".svg"));
    }
}
