package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts of profiles, read from their SVG. */
class ProfileFiguresTest {
    private static final ChartOptions SVG = new ChartOptions(EnumSet.of(Theme.LIGHT), EnumSet.of(Format.SVG), "");
    private static final String KINDS = "layer-kinds";
    private static final String ROOFLINE = "roofline";
    private static final Scenario BERT = Fixture.scenario(Fixture.BERT, "dense", "onnxruntime", "1.29.0", "cpu", 1);

    @TempDir
    private Path folder = Path.of("unset");

    private DrawnCharts drawn(List<ResultRecord> records, String chart) throws IOException {
        ChartInput input = new ChartInput("results.jsonl", "ab".repeat(32), new Results(records, List.of()));
        return Fixture.draw(List.of(input), folder, SVG.only(chart));
    }

    private Svg svg(List<ResultRecord> records, String chart) throws IOException {
        DrawnCharts drawn = drawn(records, chart);
        assertThat(drawn.notDrawn()).isEmpty();
        Svg svg = Svg.read(folder.resolve(chart + ".svg"));
        Overlaps.assertNone(svg);
        return svg;
    }

    private static String words(Svg svg) {
        return svg.texts().stream().collect(Collectors.joining("\n"));
    }

    private static List<ResultRecord> only(Profile... profiles) {
        return List.of(profiles);
    }

    @Test
    void bothModelsOfEachTargetAreSideBySideInMillisecondsWithMachineAndCounts() throws IOException {
        String words = words(svg(Fixture.profiled().records(), KINDS));

        assertThat(words)
                .contains("onnxruntime 1.29.0:cpu, 1 thread", "tflite 2.21.0:xnnpack, 1 thread")
                .contains("time of one inference, ms")
                .contains("bert-base-uncased/dense", "squeezebert-uncased/conv")
                .contains("projection", "softmax", "normalisation", "outside operators", "latency without a profiler")
                .contains("AMD EPYC 7763")
                .contains("mean of the middle half of 2 invocations");
        // 81% of 279 ms and 60% of 111 ms, by hand.
        assertThat(words).contains("226\n").contains("66.6\n");
    }

    /** 150 GFLOP/s over 10 GB/s: the ridge is at 15 operations a byte. */
    @Test
    void kindsAreBelowTheRoofOfTheSameRuntime() throws IOException {
        assertThat(words(svg(Fixture.profiled().records(), ROOFLINE)))
                .contains("150 GFLOP/s, memory 10.0 GB/s, activations 30.0 GB/s")
                .contains("ridge 15.0 FLOP/B")
                .contains("operations a byte, FLOP/B", "bytes moved at least, GB/s")
                .contains("projection", "softmax", "normalisation", "AMD EPYC 7763");
    }

    /** Of different runtimes, and still on one axis: what differs between them is what is looked for. */
    @Test
    void bothSidesOfAComparisonAreSideBySideAndTheKindThatChangedMostIsNamed() throws IOException {
        String words = words(svg(Fixture.sides().records(), KINDS)).replace('\n', ' ');

        assertThat(words)
                .contains("onnxruntime 1.29.0 against onnxruntime 1.26.0")
                .contains("changed most: normalisation takes 12.00 ms more (95% interval")
                .contains("baseline: onnxruntime 1.26.0", "candidate: onnxruntime 1.29.0")
                .contains("6 rounds, 12 trials")
                .contains("AMD EPYC 7763")
                .containsOnlyOnce("time of one inference, ms");
        assertThat(Files.readString(folder.resolve("layer-kinds.provenance.json")))
                .contains("candidate: mean of the middle half of 12 profiled invocations: normalisation")
                .contains("\"arm\":\"candidate\"");
    }

    /** 2 GFLOP in 13.3 and in 20 ms. */
    @Test
    void eachSideOfAComparisonIsBelowARoofOfItsOwn() throws IOException {
        assertThat(words(svg(Fixture.sides().records(), ROOFLINE)))
                .contains("baseline: onnxruntime 1.26.0:cpu, 1 thread", "150 GFLOP/s, memory 10.0 GB/s")
                .contains("candidate: onnxruntime 1.29.0:cpu, 1 thread", "100 GFLOP/s, memory 10.0 GB/s")
                .containsOnlyOnce("\nsqueezebert-uncased\n");
    }

    @Test
    void aQuickComparisonIsMarkedAsSuch() throws IOException {
        List<ResultRecord> quick = Fixture.sides().records().stream()
                .map(record -> record instanceof RunRecord run
                        ? new RunRecord(
                                run.run(),
                                run.at(),
                                run.version(),
                                run.commandLine(),
                                run.seed(),
                                run.settings(),
                                true,
                                run.identified(),
                                run.bundle())
                        : record)
                .toList();

        assertThat(words(svg(quick, KINDS))).contains("quick run: no measurement");
    }

    @Test
    void withoutCeilingsThereIsNoRooflineButAReason() throws IOException {
        List<ResultRecord> records = only(Fixture.profile(BERT, Fixture.operator(OperatorKind.PROJECTION, 10, 1, 1)));

        assertThat(drawn(records, ROOFLINE).notDrawn().get(ROOFLINE)).contains("no ceiling was measured");
    }

    @Test
    void unmappedTimeHasAPartOfItsOwn() throws IOException {
        List<ResultRecord> records = only(Fixture.profile(
                BERT,
                Fixture.operator(OperatorKind.PROJECTION, 10, 1, 1),
                Fixture.operator(OperatorKind.UNMAPPED, 10, 0, 1)));

        assertThat(words(svg(records, KINDS))).contains("unmapped").contains("20.00 ms in operators");
    }

    @Test
    void oneKindIsABar() throws IOException {
        assertThat(words(svg(only(Fixture.profile(BERT, Fixture.operator(OperatorKind.PROJECTION, 10, 1, 1))), KINDS)))
                .contains("projection")
                .doesNotContain("softmax");
    }

    @Test
    void withoutAnyTimeThereIsNoChartButAReason() throws IOException {
        List<ResultRecord> records = only(Fixture.profile(BERT, Fixture.operator(OperatorKind.PROJECTION, 0, 1, 1)));

        assertThat(drawn(records, KINDS).notDrawn().get(KINDS)).contains("no time in any operator");
    }

    @Test
    void whatWasNotProfiledHasNoSuchCharts() throws IOException {
        for (String chart : List.of(KINDS, ROOFLINE)) {
            assertThat(drawn(Fixture.published().records(), chart).files()).isEmpty();
        }
    }

    /** What is too short to be seen is said. */
    @Test
    void partsOverSixOrdersOfMagnitudeAreAllLegible() throws IOException {
        String words = words(svg(
                only(Fixture.profile(
                        BERT,
                        Fixture.operator(OperatorKind.PROJECTION, 1000, 1, 1),
                        Fixture.operator(OperatorKind.SOFTMAX, 1, 0, 1),
                        Fixture.operator(OperatorKind.REST, .001, 0, 1))),
                KINDS));

        assertThat(words.replace('\n', ' '))
                .contains("Too short to be seen here: bert-base-uncased/dense softmax 1.00 ms")
                .contains("rest 1.00 \u00b5s");
    }

    @ParameterizedTest
    @ValueSource(strings = {KINDS, ROOFLINE})
    void hostileNamesAreTextAndFit(String chart) throws IOException {
        String name = "<script>\u202e;\u6a21\u578b\n" + "x".repeat(300);
        Scenario hostile = Fixture.scenario(name, "conv", "onnxruntime", "1.29.0", "cpu", 1);
        Svg svg = svg(
                only(Fixture.profile(hostile, Fixture.operator(OperatorKind.PROJECTION, 10, 1_000_000_000, 1_000_000))
                        .with(Fixture.CEILINGS)),
                chart);

        assertThat(svg.elements("script")).isEmpty();
        assertThat(words(svg)).doesNotContain("\u202e");
    }

    @Test
    void bothAreDrawnForAPaper() throws IOException {
        ChartInput input = Fixture.profiled().input("results.jsonl");
        for (String chart : List.of(KINDS, ROOFLINE)) {
            Fixture.draw(List.of(input), folder, ChartOptions.paper().only(chart));
            assertThat(folder.resolve(chart + "-paper.svg")).isNotEmptyFile();
            assertThat(folder.resolve(chart + "-paper.pdf")).isNotEmptyFile();
        }
    }

    @Test
    void everyPartLeadsToItsFile() throws IOException {
        svg(Fixture.profiled().records(), KINDS);

        assertThat(Files.readString(folder.resolve("layer-kinds.provenance.json")))
                .contains("mean of the middle half of 2 profiled invocations: normalisation")
                .contains("\"sha256\":\"" + "ab".repeat(32));
    }
}
