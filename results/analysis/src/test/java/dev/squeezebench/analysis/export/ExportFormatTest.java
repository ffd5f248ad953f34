package dev.squeezebench.analysis.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.Evidence;
import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.GateRound;
import dev.squeezebench.analysis.gate.GateRule;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The golden files were accepted by the tools themselves; {@code -Dexport.golden=DIR} writes them anew. */
class ExportFormatTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    /** A run of two workloads, seven rounds each, and one that failed. */
    static List<ResultRecord> run() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        for (int round = 1; round <= 7; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 131_000_000 + round % 3 * 700_000L));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 56_500_000 + round % 2 * 300_000L));
        }
        records.add(failed("killed by <signal> \"9\" & more"));
        return records;
    }

    private static Trial failed(String reason) {
        return new Trial.Builder(Examples.RUN, Examples.AT, Examples.scenario("squeezebert-uncased", "split", Map.of()))
                .outcome(new TrialOutcome.Failed(Stage.MEASURE, reason))
                .outputCheck(new OutputCheck.NotChecked("there are no outputs"))
                .build();
    }

    /** A gate's two arms, of two runtime versions. */
    static List<ResultRecord> gate() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        Scenario older =
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", "1.28.0").build();
        for (int round = 1; round <= 6; round++) {
            records.add(Examples.measured(Examples.RUN, older, round, 56_500_000 + round % 2 * 300_000L).toBuilder()
                    .arm("baseline")
                    .build());
            records.add(
                    Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 58_200_000 + round % 3 * 100_000L)
                            .toBuilder()
                            .arm("candidate")
                            .build());
        }
        return records;
    }

    static List<Judged> verdicts() {
        String name = Benchmark.name(Examples.SQUEEZE);
        return List.of(
                judged(name, .03, .029, .031, .03, .03, .03),
                judged(name + "/b2", 0, .001, -.001, .0005, 0, 0),
                judged(name + "/b4", .02, 0, .02, 0, .02, 0));
    }

    private static Judged judged(String name, double... logRatios) {
        Finding finding = new GateRule(.01, 1)
                .latency(Evidence.of(
                        Arrays.stream(logRatios).mapToObj(GateRound::ofLatency).toList()));
        return new Judged(Examples.SQUEEZE.id(), name, finding, Duration.ofMillis(48_400));
    }

    static String rendered(ExportFormat format, boolean ofGate) {
        return format.render(ofGate ? gate() : run(), ofGate ? verdicts() : List.of());
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void isAsTheToolsAcceptedIt(ExportFormat format) throws IOException {
        for (String language : List.of("en-US", "tr-TR", "ar-EG", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            for (boolean ofGate : new boolean[] {false, true}) {
                String name = (ofGate ? "gate-" : "run-") + format.name().toLowerCase(Locale.ROOT) + ".txt";
                String text = rendered(format, ofGate);
                checkGolden(name, text, language);
            }
        }
    }

    /** Compares with a golden file, or writes it anew into the folder of {@code -Dexport.golden}. */
    static void checkGolden(String name, String text, String language) throws IOException {
        String anew = System.getProperty("export.golden", "");
        if (anew.isEmpty()) {
            assertThat(text).as(language + ' ' + name).isEqualTo(golden(name));
        } else {
            Files.writeString(Path.of(anew, name), text);
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = ExportFormatTest.class.getResourceAsStream("/export/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void namesStayTheSameWhenTheRuntimeChanges() {
        assertThat(Judged.of(Examples.SQUEEZE, verdicts().get(0).finding(), Duration.ZERO)
                        .name())
                .isEqualTo("squeezebert-uncased/conv/none/float32/b1/s128/onnxruntime-cpu/t1")
                .isEqualTo(Benchmark.name(Examples.SQUEEZE.toBuilder()
                        .runtime("onnxruntime", "1.28.0")
                        .build()));
    }

    @Test
    void twoVersionsInOneFileAreTwoBenchmarks() {
        List<ResultRecord> records = run();
        Scenario older =
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", "1.28.0").build();
        records.add(Examples.measured(Examples.RUN, older, 1, 57_000_000));
        records.add(Examples.measured(Examples.RUN, older, 2, 57_000_000));
        assertThat(Benchmark.of(records))
                .extracting(Benchmark::name)
                .doesNotHaveDuplicates()
                .contains(Benchmark.name(Examples.SQUEEZE) + "/1.28.0", Benchmark.name(Examples.SQUEEZE) + "/1.29.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jmh", "benchstat", "bmf", "github-action-benchmark", "junit", "csv", "otava", "openmetrics"})
    void isNamedAsItsToolIs(String word) {
        assertThat(Arrays.stream(ExportFormat.values()).map(ExportFormat::word)).contains(word);
    }

    /** benchstat splits tables by configuration, and takes a number at the end for GOMAXPROCS. */
    @Test
    void benchstatGetsALineATrialAndNoConfigurationOfTheMachine() {
        String text = rendered(ExportFormat.BENCHSTAT, false);
        assertThat(text.lines().filter(line -> line.startsWith("Benchmark")))
                .hasSize(14)
                .allMatch(line -> line.matches("Benchmark[A-Z]\\S*[^-0-9]\\d \\d+ \\d+ ns/op \\d+ B-peak-rss"));
        assertThat(text.lines().filter(line -> line.matches("[a-z]+: .*"))).containsExactly("pkg: squeezebench");
        assertThat(rendered(ExportFormat.BENCHSTAT, true)).contains("\narm: baseline\n", "\narm: candidate\n");
    }

    /** One trial has no confidence, and readers refuse JMH's NaN. */
    @Test
    void jmhLeavesOutASingleTrial() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 1, 131_000_000));
        assertThat(ExportFormat.JMH.render(records, List.of())).isEqualTo("[]\n");
        assertThat(rendered(ExportFormat.JMH, false)).doesNotContain("NaN");
    }

    @Test
    void bencherGetsItsBoundsInOrder() {
        assertThat(rendered(ExportFormat.BMF, false))
                .containsPattern(
                        "\"latency\":\\{\"value\":[0-9.E]+,\"lower_value\":[0-9.E]+,\"upper_value\":[0-9.E]+}");
    }

    /** The action reads a range only as a number after the sign. */
    @Test
    void theActionsRangeIsANumber() {
        assertThat(rendered(ExportFormat.GITHUB_ACTION_BENCHMARK, false))
                .containsPattern("\"range\":\"\u00b1 [0-9]+(\\.[0-9]+)?\"")
                .doesNotContain("null");
    }

    @Test
    void junitTellsFailedSkippedAndInvalidApart() throws Exception {
        Element suite = suite(rendered(ExportFormat.JUNIT, true));
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("time")).isEqualTo("145.200");
        assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .startsWith(
                        "FAIL squeezebert-uncased/conv/none/float32/b1/s128@onnxruntime-1.29.0:cpu/t1 candidate is 3.0%"
                                + " slower");
        Element run = suite(rendered(ExportFormat.JUNIT, false));
        assertThat(run.getAttribute("errors")).isEqualTo("1");
        assertThat(((Element) run.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("killed by <signal> \"9\" & more");
    }

    @Test
    void junitSaysNothingThatXmlCannot() throws Exception {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        records.add(failed("bell \u0007, half \ud800, null \u0000, fire \ud83d\udd25"));
        Element suite = suite(ExportFormat.JUNIT.render(records, List.of()));
        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("bell ?, half ?, null ?, fire \ud83d\udd25");
    }

    private static Element suite(String xml) throws Exception {
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("testsuite")
                .item(0);
    }

    @Test
    void openMetricsEscapesLabelsAndEnds() {
        Scenario odd = Examples.scenario("a\"b\\c\nd", "conv", Map.of());
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        records.add(Examples.measured(Examples.RUN, odd, 1, 1_000_000));
        assertThat(ExportFormat.OPENMETRICS.render(records, List.of()))
                .contains("workload=\"a\\\"b\\\\c\\nd\"")
                .endsWith("# EOF\n");
    }

    /** Quantiles rest on enough samples, or are not there. */
    @Test
    void openMetricsHasQuantilesThatAreCarried() {
        assertThat(rendered(ExportFormat.OPENMETRICS, false)).doesNotContain("quantile");
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        for (int round = 1; round <= 7; round++) {
            long[] samples = new long[100];
            Arrays.setAll(samples, i -> 1_000_000 + i * 1000L);
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 1_000_000).toBuilder()
                    .samples(new Samples(
                            java.util.OptionalLong.of(1),
                            java.util.OptionalLong.of(1),
                            LongSeries.of(),
                            LongSeries.of(samples),
                            LongSeries.of(),
                            LongSeries.of()))
                    .build());
        }
        assertThat(ExportFormat.OPENMETRICS.render(records, List.of())).contains("quantile=\"0.9\"} 0.0010891");
    }

    @Test
    void otavaGetsALineARun() {
        List<ResultRecord> records = run();
        records.add(Examples.run("r-later", false));
        records.add(Examples.environment("r-later"));
        records.add(Examples.measured("r-later", Examples.BERT, 1, 140_000_000));
        List<String> lines =
                ExportFormat.OTAVA.render(records, List.of()).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("time,run,version,bert-base-uncased/dense");
        assertThat(lines).anyMatch(line -> line.matches("2026-11-23T12:34:56Z,r-later,0.1.0,140.0,400000001(,)*"));
    }

    @Test
    void nothingMeasuredIsAnEmptyFileOfItsFormat() {
        for (ExportFormat format : ExportFormat.values()) {
            assertThat(format.render(List.of(), List.of())).as(format.word()).doesNotContain("NaN", "null");
        }
        assertThat(Optional.of(ExportFormat.BMF.render(List.of(), List.of()))).hasValue("{}\n");
    }
}
