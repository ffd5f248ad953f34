package dev.squeezebench.analysis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dexport.golden=DIR} writes the golden files anew. */
class ProfileFormatTest {
    private static final String HOSTILE = "a;b\n<script>\u202e\u6a21\u578b \"12\"";

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    private static ProfiledOperator operator(
            String name, String type, Optional<String> layer, OperatorKind kind, long ns) {
        return new ProfiledOperator(
                name,
                type,
                "cpu",
                layer,
                kind == OperatorKind.UNMAPPED ? List.of() : List.of(0),
                kind,
                1,
                List.of(new TensorShape("float32", List.of(1L, 128L, 768L))),
                List.of(new TensorShape("float32", List.of(1L, 128L, 768L))),
                OptionalLong.of(kind == OperatorKind.PROJECTION ? 150_994_944 : 0),
                OptionalLong.of(3_145_728),
                LongSeries.of(ns, ns));
    }

    /** SqueezeBERT: 1,000,001 ns of 1,500,000 in operators; then a workload with a name that breaks formats. */
    private static ProfileReport report() {
        List<ResultRecord> records = new ArrayList<>(
                List.of(Examples.run(), Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 1_500_000)));
        Optional<String> query = Optional.of("encoder.layer.3.attention.query");
        Profile squeeze = profile(
                Examples.SQUEEZE,
                operator("q", "FusedConv", query, OperatorKind.PROJECTION, 700_000),
                operator("t", "Transpose", query, OperatorKind.LAYOUT_CHANGE, 100_000),
                operator(
                        "n",
                        "LayerNormalization",
                        Optional.of("encoder.layer.3.norm"),
                        OperatorKind.NORMALISATION,
                        150_001),
                operator("c", "Cast", Optional.empty(), OperatorKind.REST, 20_000),
                operator("x", "Reorder", Optional.empty(), OperatorKind.UNMAPPED, 30_000));
        Scenario hostile = Examples.scenario(HOSTILE, "conv", java.util.Map.of());
        return ProfileReport.of(
                List.of(
                        squeeze,
                        profile(
                                hostile,
                                operator(HOSTILE, "Mat;Mul\n1", Optional.of(HOSTILE), OperatorKind.REST, 5_000))),
                Report.of(records, Optional.empty(), List.of()),
                List.of());
    }

    private static Profile profile(Scenario scenario, ProfiledOperator... operators) {
        return new Profile(
                Examples.RUN, Examples.AT, scenario, LongSeries.of(), List.of(operators), Optional.empty(), List.of());
    }

    @ParameterizedTest
    @EnumSource(ProfileFormat.class)
    void isAsTheGoldenFileHasItInEveryLocale(ProfileFormat format) throws IOException {
        for (String language : List.of("en-US", "tr-TR", "ar-EG", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            String name = "profile-" + format.name().toLowerCase(Locale.ROOT) + ".txt";
            String text = format.render(report());
            ExportFormatTest.checkGolden(name, text, language);
        }
    }

    /** By flamegraph.pl's rule: what is behind the last space is a number, what is before it frames between semicolons. */
    @Test
    void stacksAddUpToTheLatencyAndNoNameMakesFramesOrLines() {
        List<String> lines = ProfileFormat.COLLAPSED.render(report()).lines().toList();

        assertThat(lines).allMatch(line -> line.matches("[^;]+(;[^;]+)+ [0-9]+"));
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("squeezebert-uncased/"))
                        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .isEqualTo(1_500_000);
        assertThat(lines).anyMatch(line -> line.endsWith(";encoder;layer.3;attention;query;FusedConv 700000"));
        assertThat(lines).anyMatch(line -> line.endsWith(";(unmapped);Reorder 30000"));
        assertThat(lines).hasSize(7);
        assertThat(lines.get(6).split(";", -1)).as("scenario, layer, operator").hasSize(3);
    }

    /**
     * By the trace-event format's rules: complete events have a beginning and a duration in microseconds, those of one thread lie
     * in one another or beside one another, and each has a process that is named.
     */
    @Test
    void traceEventsNestWithinEachThread() {
        JsonFields trace =
                JsonFields.parse(ProfileFormat.CHROME_TRACE.render(report()).getBytes(StandardCharsets.UTF_8));
        record Event(String phase, String name, int process, double from, double to) {}
        List<Event> events = trace.objects(
                "traceEvents",
                each -> new Event(
                        each.text("ph"),
                        each.text("name"),
                        each.integer("pid"),
                        each.optionalDecimal("ts").orElse(0),
                        each.optionalDecimal("ts").orElse(0)
                                + each.optionalDecimal("dur").orElse(0)));

        assertThat(events).extracting(Event::phase).containsOnly("M", "X");
        for (int process : new int[] {1, 2}) {
            List<Event> own = events.stream()
                    .filter(event -> event.process() == process && event.phase().equals("X"))
                    .toList();
            assertThat(events)
                    .anyMatch(
                            event -> event.process() == process && event.name().equals("process_name"));
            for (Event one : own) {
                assertThat(own).allSatisfy(other -> assertThat(other.to() <= one.from()
                                || other.from() >= one.to()
                                || (other.from() >= one.from() && other.to() <= one.to())
                                || (one.from() >= other.from() && one.to() <= other.to()))
                        .as(one + " and " + other)
                        .isTrue());
            }
        }
        assertThat(events.stream()
                        .filter(event -> event.process() == 1 && event.phase().equals("X"))
                        .findFirst()
                        .orElseThrow()
                        .to())
                .isCloseTo(1500, within(1e-6));
    }

    /** As viewers add them up, in doubles: one that ends a bit after the next begins would be taken for the one that it lies in. */
    @Test
    void operatorsFollowOneAnotherToTheLastBit() {
        ProfiledOperator[] operators = new ProfiledOperator[200];
        // What took no time, as XNNPACK says of most, is left out.
        ProfiledOperator none = operator("none", "Reshape", Optional.of("none"), OperatorKind.LAYOUT_CHANGE, 0);
        for (int i = 0; i < operators.length; i++) {
            operators[i] = operator(
                    "n" + i, "MatMul", Optional.of("layer" + i % 7 / 3), OperatorKind.PROJECTION, 1001 + 7L * i);
        }
        ProfileReport report = ProfileReport.of(
                List.of(profile(
                        Examples.SQUEEZE,
                        Stream.concat(Stream.of(none), Arrays.stream(operators)).toArray(ProfiledOperator[]::new))),
                Report.of(List.of(), Optional.empty(), List.of()),
                List.of());
        JsonFields trace =
                JsonFields.parse(ProfileFormat.CHROME_TRACE.render(report).getBytes(StandardCharsets.UTF_8));
        List<double[]> times = trace
                .objects(
                        "traceEvents",
                        each -> each.optionalText("cat").orElse("").equals("operator")
                                ? new double[] {
                                    each.optionalDecimal("ts").orElseThrow(),
                                    each.optionalDecimal("dur").orElseThrow()
                                }
                                : new double[0])
                .stream()
                .filter(each -> each.length == 2)
                .toList();

        assertThat(times).hasSize(operators.length);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i)[0]).isEqualTo(times.get(i - 1)[0] + times.get(i - 1)[1]);
        }
    }

    @Test
    void everyOperatorIsALine() {
        assertThat(ProfileFormat.OPERATORS.render(report())).contains("time_ns", "FusedConv", "700000", "moved_bytes");
    }
}
