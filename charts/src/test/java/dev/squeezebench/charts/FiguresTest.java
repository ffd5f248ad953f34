package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private static final Warning SOFTWARE =
            WarningCode.SOFTWARE_ADAPTER.warning("the processor plays the GPU", "use a GPU");

    private static final ChartOptions SVG = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");

    @Test
    void latencyHasItsUnitItsNumbersAndWhereTheyWereMeasured(@TempDir Path folder) throws IOException {
        assertThat(draw(folder, Fixture.published(), "latency").texts())
                .contains(
                        "Latency of one inference",
                        "float32 \u00b7 batch 1 \u00b7 128 tokens \u00b7 1 thread",
                        "Latency, ms (less is faster)",
                        "95% interval over rounds",
                        "onnxruntime 1.29.0 cpu",
                        "tflite 2.21.0 xnnpack",
                        "dense",
                        "conv",
                        "AMD EPYC 7763 64-Core Processor (2 CPUs), Debian GNU/Linux 12 amd64, JDK 17.0.15+6")
                .anyMatch(text -> text.startsWith("onnxruntime 1.29.0, tflite 2.21.0 \u00b7 8 rounds, 32 trials, ")
                        && text.endsWith(" samples \u00b7 2026-11-23 \u00b7 squeezebench 0.1.0"));
    }

    @Test
    void aSweepShowsLatencyThroughputAndFromWhereOnTheAcceleratorIsFaster(@TempDir Path folder) throws IOException {
        Fixture swept = new Fixture("r1", false)
                .batches(Fixture.BERT, "cpu", 6, 0, 100)
                .batches(Fixture.BERT, "cuda", 6, 300, 10)
                .batches(Fixture.BERT, "webgpu", 6, 100, 900, SOFTWARE);

        // Even at 300 / 90 = 3.3 sequences; between 2 and 4, straight on logarithms, at 3.1, give or take the noise.
        assertThat(draw(folder, swept, "batch").texts())
                .contains(
                        "Latency over batch",
                        "Batch, sequences in one inference (logarithmic, as all axes)",
                        "latency of one inference, s",
                        "throughput, sequences/s",
                        "onnxruntime 1.29.0 cpu",
                        "onnxruntime 1.29.0 webgpu (software adapter)",
                        "64")
                .anyMatch(text -> text.startsWith("software adapter"))
                .anyMatch(text -> text.matches("cuda faster from 3\\.[0-3]"))
                .noneMatch(text -> text.startsWith("webgpu faster"));
    }

    @Test
    void withoutSeveralBatchesThereIsNoSweepAndNothingToSayOfIt(@TempDir Path folder) throws IOException {
        DrawnCharts drawn = Fixture.draw(List.of(Fixture.published().input("results.jsonl")), folder, SVG);
        assertThat(drawn.files()).noneMatch(file -> file.toString().contains("batch"));
        assertThat(drawn.notDrawn()).isEmpty();
    }

    @Test
    void severalRunsLieOverOneAnotherEachWithItsOwnInterval(@TempDir Path folder) throws IOException {
        Fixture first = new Fixture("r1", false).models(128).rounds(8, "onnxruntime", "1.29.0", "cpu", 279, 111);
        Fixture second = new Fixture("r2", false).models(128).rounds(8, "onnxruntime", "1.29.0", "cpu", 310, 111);
        DrawnCharts drawn = Fixture.draw(List.of(first.input("a.jsonl"), second.input("b.jsonl")), folder, SVG);

        assertThat(drawn.files()).contains(folder.resolve("runs.svg"));
        assertThat(Svg.read(folder.resolve("runs.svg")).texts())
                .contains("Latency of one inference, run by run", "bert-base-uncased \u00b7 dense")
                .filteredOn(text -> text.startsWith("run r"))
                .containsExactly("run r1", "run r2", "run r1", "run r2");
    }

    @Test
    void ofOneRunThereIsNothingToLayOverAnother(@TempDir Path folder) throws IOException {
        DrawnCharts drawn = Fixture.draw(List.of(Fixture.published().input("results.jsonl")), folder, SVG);

        assertThat(drawn.files()).noneMatch(file -> file.toString().contains("runs"));
        assertThat(drawn.notDrawn()).doesNotContainKey("runs");
    }

    @Test
    void theSpeedUpStandsBesideThePublishedFigureAndTheRatioOfTheArithmetic(@TempDir Path folder) throws IOException {
        assertThat(draw(folder, Fixture.published(), "speedup").texts())
                .contains(
                        "Speed-up of squeezebert-uncased over bert-base-uncased",
                        "Speed-up over bert-base-uncased, ratio of latencies (more is faster)",
                        "1\u00d7 equally fast",
                        "3.02\u00d7 FLOP ratio",
                        "4.3\u00d7 published (Pixel 3)",
                        "4.3\u00d7 published (Pixel 3): Iandola et al. 2020, SqueezeBERT, arXiv 2006.11316, abstract,"
                                + " https://arxiv.org/abs/2006.11316");
    }

    @Test
    void theSpeedUpOfOtherWorkloadsHasNoPublishedFigure(@TempDir Path folder) throws IOException {
        Fixture tiny = new Fixture("r1", false);
        for (int round = 1; round <= 6; round++) {
            tiny.measured(Fixture.scenario("bert-tiny", "dense", "onnxruntime", "1.29.0", "cpu", 1), round, 1, .4);
            tiny.measured(
                    Fixture.scenario("squeezebert-tiny", "conv", "onnxruntime", "1.29.0", "cpu", 1), round, 2, .2);
        }

        assertThat(draw(folder, tiny, "speedup").texts())
                .contains("Speed-up of squeezebert-tiny over bert-tiny", "1\u00d7 equally fast")
                .noneMatch(text -> text.contains("published") || text.contains("FLOP"));
    }

    @Test
    void fewRoundsGiveARangeAndSaySo(@TempDir Path folder) throws IOException {
        Fixture few = new Fixture("r1", false).rounds(3, "onnxruntime", "1.29.0", "cpu", 279, 111);

        assertThat(draw(folder, few, "speedup").texts())
                .contains("lowest to highest: too few rounds for an interval")
                .doesNotContain("95% interval over rounds");
    }

    @Test
    void memoryTellsWhatWasThereBeforeTheModelApartFromTheRest(@TempDir Path folder) throws IOException {
        // The fixture: 62 MiB before, and 118 MiB and five quarters of 204 MiB of weights at the peak.
        long grown = (118L << 20) + (204L << 20) * 5 / 4 - (62L << 20);
        assertThat(draw(folder, Fixture.published(), "memory").texts())
                .contains("before the model was opened (+: grown since)", "Memory, MB (median of the trials)")
                .filteredOn(text -> text.startsWith("+"))
                .hasSize(4)
                .anySatisfy(text -> assertThat(Double.parseDouble(text.substring(1, text.indexOf(' '))))
                        .isCloseTo(grown / 1e6, within(1.5)));
    }

    @Test
    void theTimelineTellsThePhasesApart(@TempDir Path folder) throws IOException {
        assertThat(draw(folder, Fixture.published(), "timeline").texts())
                .contains(
                        "first inference",
                        "warm-up (in no statistic)",
                        "measured: one shade a trial, light to dark in time",
                        "beyond the axis: slower, faster",
                        "difference, %",
                        "Time since measuring began, s (sum of the invocations)");
    }

    @Test
    void whatCallsANumberIntoQuestionIsABadgeOverTheChartWithItsCount(@TempDir Path folder) throws IOException {
        Warning contended = new Warning("contended", "others used 80% of the CPU time", "close them");
        Warning drift = new Warning("drift", "3% slower within a trial", "let it cool down");
        Scenario bert = Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1);
        Scenario squeeze = Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", 1);
        Fixture busy = new Fixture("r1", false)
                .warned(bert, 1, 279, contended)
                .warned(bert, 2, 279, contended)
                .warned(squeeze, 1, 111, contended)
                .warned(squeeze, 2, 111, drift);

        for (String chart : List.of("latency", "speedup", "memory", "start", "timeline")) {
            assertThat(draw(folder, busy, chart).texts())
                    .contains("contended: 3 of 4 trials", "Warnings: contended (3 of 4 trials), drift (1 of 4 trials)");
        }
    }

    @Test
    void aWarningThatThisVersionDoesNotKnowIsABadgeToo(@TempDir Path folder) throws IOException {
        Warning odd = new Warning("moon_phase", "the moon was full", "wait");
        Fixture fixture = new Fixture("r1", false)
                .warned(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), 1, 279, odd);

        assertThat(draw(folder, fixture, "latency").texts()).contains("moon phase: 1 of 1 trial");
    }

    @Test
    void aQuickRunIsMarkedInEveryChart(@TempDir Path folder) throws IOException {
        Fixture quick = new Fixture("r1", true).rounds(2, "onnxruntime", "1.29.0", "cpu", 279, 111);

        for (String chart : List.of("latency", "speedup", "memory", "start", "timeline")) {
            assertThat(draw(folder, quick, chart).texts()).contains("quick run: no measurement");
        }
    }

    @Test
    void aSoftwareAdapterIsMarked(@TempDir Path folder) throws IOException {
        Warning warning = WarningCode.SOFTWARE_ADAPTER.warning("the GPU is emulated", "use a machine with one");
        Fixture fixture = new Fixture("r1", false)
                .warned(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "webgpu", 1), 1, 900, warning);

        assertThat(draw(folder, fixture, "latency").texts()).contains("software adapter");
    }

    @Test
    void aLongRoundIsDrawnByTheMinuteWithItsRatio(@TempDir Path folder) throws IOException {
        Svg svg = draw(folder, Fixture.sustained(30), "sustained");
        assertThat(svg.texts())
                .contains("One long round by the minute", "latency, ms", "speed-up", "Minute of the round")
                .contains("throttled from");
        assertThat(Files.readString(folder.resolve("sustained.provenance.json")))
                .contains("median of minute 30", "median ratio of the half-cycles of minute 1");
        assertThat(folder.resolve("gate.svg")).doesNotExist();
    }

    @Test
    void anAcceleratorThatDidNotDoNearlyAllIsMarked(@TempDir Path folder) throws IOException {
        Warning warning = WarningCode.PARTIAL.warning("10 of 190 nodes ran on gpu");
        Fixture fixture = new Fixture("r1", false)
                .warned(Fixture.scenario(Fixture.BERT, "dense", "tflite-aar", "2.16.1", "gpu", 1), 1, 900, warning)
                .measured(Fixture.scenario(Fixture.BERT, "dense", "tflite-aar", "2.16.1", "xnnpack", 1), 1, 2, 100);

        assertThat(draw(folder, fixture, "latency").texts())
                .contains("gpu (partial: share unknown)", "partial: 1 of 2 trials");
    }

    @Test
    void theProcessorAndASoftwareAdapterStandSideBySideUnderNamesThatTellWhichIsWhich(@TempDir Path folder)
            throws IOException {
        Fixture few = new Fixture("r1", false)
                .warned(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "webgpu", 1), 1, 900, SOFTWARE)
                .measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), 1, 2, 100);
        for (String chart : List.of("latency", "memory")) {
            assertThat(draw(folder, few, chart).texts())
                    .contains(
                            "bert-base-uncased \u00b7 onnxruntime 1.29.0 \u00b7 float32 \u00b7 batch 1 \u00b7 128 tokens"
                                    + " \u00b7 1 thread",
                            "cpu",
                            "webgpu (software adapter)");
        }

        Fixture many = new Fixture("r1", false)
                .batches(Fixture.SQUEEZE, "cpu", 6, 0, 100)
                .batches(Fixture.SQUEEZE, "webgpu", 6, 100, 900, SOFTWARE);
        assertThat(draw(folder, many, "latency").texts())
                .filteredOn(text -> text.contains("webgpu"))
                .containsExactly(IntStream.of(1, 2, 4, 8, 16, 32, 64)
                        .mapToObj(batch -> "webgpu (software adapter) \u00b7 batch " + batch)
                        .toArray(String[]::new));
    }

    @Test
    void whatOnlyAllTrialsTogetherShowIsABadgeToo(@TempDir Path folder) throws IOException {
        Scenario scenario = Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1);
        Fixture fixture = new Fixture("r1", false);
        for (int round = 1; round <= 4; round++) {
            fixture.sampled(scenario, round, 1, round == 2 ? new long[] {150, 150, 150} : new long[] {100, 100, 100});
        }

        assertThat(draw(folder, fixture, "latency").texts())
                .contains("slow process: 1 of 4 trials \u00b7 unsteady: 1 of 4 trials")
                .contains("Warnings: slow process (1 of 4 trials), unsteady (1 of 4 trials)");
        assertThat(Files.readString(folder.resolve("latency.provenance.json")))
                .contains("\"warnings\":[\"unsteady\",\"slow_process\"]");
    }

    /** Two runs, one twice as fast as the other: a run is one value, however many rounds it has, as in the table. */
    @Test
    void theStartOfSeveralRunsIsThatOfTheReport(@TempDir Path folder) throws IOException {
        Scenario scenario = Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1);
        ChartInput one =
                new Fixture("r1", false).sampled(scenario, 1, 1, 50_000_000L).input("a.jsonl");
        Fixture many = new Fixture("r2", false);
        for (int round = 1; round <= 5; round++) {
            many.sampled(scenario, round, 1, 150_000_000L);
        }

        Fixture.draw(List.of(one, many.input("b.jsonl")), folder, SVG);

        // Load 0.9 s and first inference twice a sample: sqrt((0.9 + 0.1) * (0.9 + 0.3)) s.
        assertThat(Svg.read(folder.resolve("start.svg")).texts()).contains("1095 ms");
    }

    @Test
    void whatFailedIsInNoChart(@TempDir Path folder) throws IOException {
        Fixture fixture = Fixture.published()
                .failed(Fixture.scenario(Fixture.BERT, "dense", "tflite", "2.21.0", "builtin", 1), 1);

        assertThat(draw(folder, fixture, "latency").texts()).noneMatch(text -> text.contains("builtin"));
    }

    @Test
    void onlyFailuresGiveNoChartButAReason(@TempDir Path folder) throws IOException {
        Fixture fixture = new Fixture("r1", false)
                .failed(Fixture.scenario(Fixture.BERT, "dense", "tflite", "2.21.0", "builtin", 1), 1);

        DrawnCharts drawn = Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);

        assertThat(drawn.files()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(drawn.notDrawn())
                .containsOnlyKeys("latency", "speedup", "memory", "start", "timeline")
                .containsEntry("latency", "none of the 1 trial counts (failed)");
    }

    @Test
    void anEmptyFileGivesNoChartButAReason(@TempDir Path folder) throws IOException {
        DrawnCharts drawn = Fixture.draw(List.of(new Fixture("r1", false).input("results.jsonl")), folder, SVG);

        assertThat(drawn.notDrawn()).containsEntry("latency", "the results have no trial yet");
    }

    @Test
    void oneSampleOfOneProcessIsDrawn(@TempDir Path folder) throws IOException {
        Fixture one = new Fixture("r1", false);
        one.sampled(scenario(Fixture.BERT, "dense", 1), 1, 1, 2_000_000);
        DrawnCharts drawn = Fixture.draw(
                List.of(one.input("results.jsonl")), folder, new ChartOptions(all(), EnumSet.of(Format.SVG), ""));

        assertThat(drawn.notDrawn()).containsOnlyKeys("speedup");
        assertThat(folder.resolve("latency-paper.svg")).isNotEmptyFile();
        assertThat(folder.resolve("timeline-paper.svg")).isNotEmptyFile();
        assertThat(Svg.read(folder.resolve("latency.svg")).texts()).contains("2.000 ms");
    }

    private static EnumSet<Theme> all() {
        return EnumSet.allOf(Theme.class);
    }

    private static Scenario scenario(String workload, String lowering, int threads) {
        return Fixture.scenario(workload, lowering, "onnxruntime", "1.29.0", "cpu", threads);
    }

    @Test
    void aSingleWorkloadHasNoSpeedUp(@TempDir Path folder) throws IOException {
        Fixture alone = new Fixture("r1", false)
                .measured(Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1), 1, 1, 279);

        DrawnCharts drawn = Fixture.draw(List.of(alone.input("results.jsonl")), folder, SVG);

        assertThat(drawn.notDrawn())
                .containsOnlyKeys("speedup")
                .containsEntry(
                        "speedup", "no round measured both bert-base-uncased and what differs from it in nothing else");
    }

    @Test
    void theSameRunFromTwoFilesCountsOnce(@TempDir Path folder) throws IOException {
        ChartInput input = Fixture.published().input("a.jsonl");
        ChartInput copy = new ChartInput("b.jsonl", "00".repeat(32), input.results());

        Fixture.draw(List.of(input, copy), folder, SVG);

        assertThat(Svg.read(folder.resolve("latency.svg")).texts())
                .anyMatch(text -> text.contains("8 rounds, 32 trials"));
    }

    @Test
    void twoFormsOfOneWorkloadHaveItsColourAndAHatchingAndAMarkerEach(@TempDir Path folder) throws IOException {
        Scenario conv = Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", 1);
        Scenario split = Fixture.scenario(Fixture.SQUEEZE, "split", "onnxruntime", "1.29.0", "cpu", 1);
        Fixture fixture = new Fixture("r1", false);
        for (int round = 1; round <= 2; round++) {
            fixture.measured(conv, round, 1, 111).measured(split, round, 2, 95);
        }
        Svg svg = draw(folder, fixture, "latency");
        SeriesStyle style = SeriesStyle.of(0, 0, Theme.LIGHT);
        Rectangle2D plot = svg.plots().get(0);

        assertThat(svg.texts()).contains(Fixture.SQUEEZE + " \u00b7 conv", Fixture.SQUEEZE + " \u00b7 split");
        // A box of the legend and a bar of each, in one colour.
        List<Rectangle2D> boxes = svg.shapes(style.fill());
        assertThat(boxes).hasSize(4);
        List<Long> hatched = boxes.stream()
                .map(box ->
                        svg.lines(style.color()).stream().filter(box::contains).count())
                .toList();
        assertThat(hatched.get(0)).isZero();
        assertThat(hatched.get(1)).isPositive();
        assertThat(hatched.get(2)).isZero();
        assertThat(hatched.get(3)).isPositive();
        assertThat(svg.tags(style.color(), plot)).containsExactly("ellipse", "ellipse", "path", "path");
    }

    /** A picture is as high as its rows need, and its legend has no mark that the picture lacks. */
    @Test
    void aChartOfOneRowIsLowAndItsLegendHasTheOneMarkerThatOccurs(@TempDir Path folder) throws IOException {
        int[] heights = new int[5];
        for (int rows = 1; rows < heights.length; rows++) {
            Fixture fixture = new Fixture("r1", false);
            for (int row = 0; row < rows; row++) {
                fixture.measured(
                        Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", row + 1), 1, 1, 80);
            }
            Svg svg = draw(folder, fixture, "latency");
            heights[rows] = svg.height();
            Rectangle2D plot = svg.plots().get(0);
            assertThat(svg.shapes(SeriesStyle.of(0, 0, Theme.LIGHT).color()))
                    .filteredOn(each -> !plot.contains(each.getCenterX(), each.getCenterY()))
                    .as("markers of the legend for %s rows of one series", rows)
                    .hasSize(1);
        }

        assertThat(heights[1]).isLessThan(400);
        assertThat(heights[3] - heights[2]).isEqualTo(heights[4] - heights[3]).isBetween(40, 80);
    }

    @Test
    void machinesAreNotPooled(@TempDir Path folder) throws IOException {
        ChartInput first = new Fixture("r1", false)
                .rounds(6, "onnxruntime", "1.29.0", "cpu", 279, 111)
                .input("a.jsonl");
        ChartInput second = new Fixture("r2", false, "Pixel 3")
                .rounds(6, "onnxruntime", "1.29.0", "cpu", 900, 300)
                .input("b.jsonl");

        Fixture.draw(List.of(first, second), folder, SVG);

        assertThat(Svg.read(folder.resolve("latency.svg")).texts())
                .contains("machine 1", "machine 2")
                .anyMatch(text -> text.startsWith("machine 2: Pixel 3"));
    }

    @Test
    void fortyScenariosKeepTheirNamesApart(@TempDir Path folder) throws IOException {
        Fixture many = new Fixture("r1", false);
        for (int threads = 1; threads <= 20; threads++) {
            many.measured(
                    Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", threads), 1, 1, 279.0);
            many.measured(
                    Fixture.scenario(Fixture.SQUEEZE, "conv", "onnxruntime", "1.29.0", "cpu", threads), 1, 2, 111.0);
        }

        assertThat(draw(folder, many, "latency").texts()).contains("bert-base-uncased", "20 threads");
        Overlaps.assertNone(Svg.read(folder.resolve("latency.svg")));
    }

    private static Svg draw(Path folder, Fixture fixture, String chart) throws IOException {
        Fixture.draw(List.of(fixture.input("results.jsonl")), folder, SVG);
        return Svg.read(folder.resolve(chart + ".svg"));
    }
}
