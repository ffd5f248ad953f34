package dev.squeezebench.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredComparisonTest {
    private static final double[] ROUNDS = {1, 1.01, .99, 1.005, .995, 1, 1.008, .992};
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    private static List<ResultRecord> trials(String run, Scenario scenario, double ms) {
        List<ResultRecord> records = new ArrayList<>();
        for (int round = 1; round <= ROUNDS.length; round++) {
            records.add(Examples.measured(run, scenario, round, Math.round(ms * 1e6 * ROUNDS[round - 1])));
        }
        return records;
    }

    private static Report report(String run, Environment environment, double bert, double squeeze) {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(run, false), environment));
        records.addAll(trials(run, Examples.BERT, bert));
        records.addAll(trials(run, Examples.SQUEEZE, squeeze));
        return Report.of(records, Optional.empty(), List.of());
    }

    private static Report report(String run, double bert, double squeeze) {
        return report(run, Examples.environment(run), bert, squeeze);
    }

    private static ComparedScenario squeeze(StoredComparison comparison) {
        return comparison.scenarios().stream()
                .filter(row -> row.scenario().equals(Examples.SQUEEZE.id()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Both sides have the same scatter. Winsorised (eight rounds, one at each end): computed by hand from the logarithms:
     * a mean of 6 of 8, and the standard error of each by Yuen 1974.
     */
    @Test
    void formsTheRatioWithAnIntervalFromBothFiles() {
        StoredComparison comparison = StoredComparison.of(report("a", 131, 56), report("b", 131, 57.12));
        ComparedScenario row = squeeze(comparison);

        assertThat(row.change().orElseThrow().value()).isEqualTo(1.02, within(1e-9));
        double[] winsorised = {.992, .992, .995, 1, 1, 1.005, 1.008, 1.008};
        double mean = 0;
        for (double x : winsorised) {
            mean += Math.log(x) / 8;
        }
        double squares = 0;
        for (double x : winsorised) {
            squares += Math.pow(Math.log(x) - mean, 2);
        }
        double error = Math.sqrt(2 * squares / (6 * 5));
        // t at .98 with the 10 degrees of freedom of two equal samples of six: 2.3593 in any table.
        double halfWidth = 2.3593 * error;
        assertThat(row.change().get().spread()).isInstanceOfSatisfying(Spread.Interval.class, interval -> {
            assertThat(interval.upper()).isEqualTo(1.02 * Math.exp(halfWidth), within(1e-6));
            assertThat(interval.lower()).isEqualTo(1.02 * Math.exp(-halfWidth), within(1e-6));
        });
        assertThat(row.smallestVisible().getAsDouble()).isEqualTo(Math.expm1(halfWidth), within(1e-6));
        assertThat(comparison.comparable()).isTrue();
    }

    @Test
    void anOlderFilesPaddedInputIsNotComparedWithFullSequences() {
        Scenario older =
                Examples.SQUEEZE.toBuilder().paddingPercent(OptionalInt.empty()).build();
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run("a", false), Examples.environment("a")));
        records.addAll(trials("a", older, 58));
        Report first = Report.of(records, Optional.empty(), List.of());

        ComparedScenario row = squeeze(StoredComparison.of(first, report("b", 131, 56)));
        assertThat(row.reason()).isEqualTo("padding of older inputs (an eighth, in a batch up to half) and 0%");
        assertThat(row.change()).isEmpty();
        assertThat(StoredComparison.of(first, first).comparable()).isTrue();
    }

    private static void differs(Environment environment, String words) {
        ComparedScenario row = squeeze(StoredComparison.of(report("a", 131, 56), report("b", environment, 131, 57)));
        assertThat(row.reason()).isEqualTo(words);
        assertThat(row.change()).isEmpty();
        assertThat(row.before()).isPresent();
        assertThat(row.after()).isPresent();
    }

    private static Environment with(UnaryOperator<Environment.Cpu> cpu) {
        Environment e = Examples.environment("b");
        return new Environment(
                e.run(),
                e.at(),
                e.device(),
                e.host(),
                cpu.apply(e.cpu()),
                e.memory(),
                e.virtualisation(),
                e.os(),
                e.vm(),
                e.state());
    }

    @Test
    void namesTheCpu() {
        differs(
                with(cpu -> new Environment.Cpu(
                        Optional.of("Intel Xeon"),
                        cpu.vendor(),
                        cpu.features(),
                        cpu.sockets(),
                        cpu.physicalCores(),
                        8,
                        cpu.smt(),
                        cpu.caches(),
                        Optional.of("powersave"),
                        Optional.empty(),
                        cpu.maxFrequencyHz(),
                        cpu.currentFrequenciesHz())),
                "CPU model AMD EPYC 7763 64-Core Processor and Intel Xeon; cores 2 cores, 4 threads and 2 cores, 8 threads;"
                        + " governor performance and powersave; turbo false and unknown");
    }

    @Test
    void namesMemorySystemAndQuota() {
        Environment e = Examples.environment("b");
        differs(
                new Environment(
                        e.run(),
                        e.at(),
                        e.device(),
                        e.host(),
                        e.cpu(),
                        e.memory(),
                        new Environment.Virtualisation(
                                Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty()),
                        new Environment.Os(
                                "Debian GNU/Linux", Optional.of("12"), Optional.of("6.1.0-20-amd64"), "amd64"),
                        e.vm(),
                        e.state()),
                "memory 8.00 GB and 16.0 GB; OS Debian GNU/Linux 12 amd64 (6.1.0-18-amd64) and Debian GNU/Linux 12 amd64"
                        + " (6.1.0-20-amd64); container CPU quota 1.5 and none");
    }

    @Test
    void namesRuntimeModelInputAndKindOfRun() {
        List<ResultRecord> records = new ArrayList<>();
        records.add(new RunRecord("b", Examples.AT, "0.1.0", List.of(), 43, Map.of(), true, false, Map.of()));
        records.add(Examples.environment("b"));
        Scenario newer =
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", "1.30.0").build();
        for (ResultRecord record : trials("b", newer, 50)) {
            records.add(((Trial) record)
                    .toBuilder().modelSha256(Optional.of("0123456789abcdef")).build());
        }
        ComparedScenario row =
                squeeze(StoredComparison.of(report("a", 131, 56), Report.of(records, Optional.empty(), List.of())));
        assertThat(row.reason())
                .matches(
                        "runtime onnxruntime 1\\.29\\.0 and onnxruntime 1\\.30\\.0; model file [0-9a-f]{8} and 01234567;"
                                + " seed of weights and inputs 42 and 43; kind of run full and quick");
    }

    @Test
    void comparesNothingWithAMachineThatIsNotRecorded() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run("b", false)));
        records.addAll(trials("b", Examples.SQUEEZE, 50));
        ComparedScenario row =
                squeeze(StoredComparison.of(report("a", 131, 56), Report.of(records, Optional.empty(), List.of())));
        assertThat(row.comparable()).isFalse();
        assertThat(row.reason()).contains("CPU model AMD EPYC 7763 64-Core Processor and unknown");
    }

    @Test
    void listsWhatOnlyOneOfThemHas() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run("b", false), Examples.environment("b")));
        records.addAll(trials("b", Examples.SQUEEZE, 56));
        Scenario split = Examples.scenario("squeezebert-uncased", "split", Map.of());
        records.addAll(trials("b", split, 50));
        StoredComparison comparison =
                StoredComparison.of(report("a", 131, 56), Report.of(records, Optional.empty(), List.of()));
        assertThat(comparison.scenarios()).hasSize(3);
        assertThat(comparison.scenarios())
                .filteredOn(row -> row.scenario().equals(Examples.BERT.id()))
                .singleElement()
                .returns("only in the first result", ComparedScenario::reason);
        assertThat(comparison.scenarios())
                .filteredOn(row -> row.scenario().equals(split.id()))
                .singleElement()
                .returns("only in the second result", ComparedScenario::reason);
        assertThat(comparison.comparable()).isTrue();
    }

    @Test
    void isNotComparableAsAWholeWhenAScenarioDiffers() {
        assertThat(StoredComparison.of(report("a", 131, 56), report("b", Examples.bareEnvironment(), 131, 56))
                        .comparable())
                .isFalse();
        assertThat(StoredComparison.of(report("a", 131, 56), Report.of(List.of(), Optional.empty(), List.of()))
                        .comparable())
                .isFalse();
    }

    private static Device phone(int number) {
        return new Device("sha256:0000000" + number, Device.Kind.PHONE, Optional.of("Pixel " + number));
    }

    /** A night of a laboratory: each phone's round trips in milliseconds. */
    private static Report night(String run, LaunchMode launch, Map<Integer, Double> phones) {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(run, false)));
        Environment e = Examples.environment(run);
        phones.forEach((number, ms) -> {
            records.add(new Environment(
                    run,
                    e.at(),
                    phone(number),
                    e.host(),
                    e.cpu(),
                    e.memory(),
                    e.virtualisation(),
                    e.os(),
                    e.vm(),
                    e.state()));
            for (ResultRecord record : trials(run, Examples.SQUEEZE, ms)) {
                records.add(((Trial) record)
                        .toBuilder()
                                .device(Optional.of(phone(number)))
                                .launch(Optional.of(launch))
                                .build());
            }
        });
        return Report.of(records, Optional.empty(), List.of());
    }

    @Test
    void eachPhoneOfANightMeetsItself() {
        StoredComparison comparison = StoredComparison.of(
                night("a", LaunchMode.APK, new TreeMap<>(Map.of(1, 50.0, 2, 80.0, 3, 20.0))),
                night("b", LaunchMode.APK, new TreeMap<>(Map.of(1, 55.0, 3, 20.0))));

        assertThat(comparison.scenarios())
                .extracting(row -> row.device().orElseThrow(), row -> row.change()
                        .map(change -> Math.round(100 * change.value()))
                        .orElse(0L))
                .containsExactly(
                        tuple("Pixel 1 (sha256:00000001)", 110L),
                        tuple("Pixel 2 (sha256:00000002)", 0L),
                        tuple("Pixel 3 (sha256:00000003)", 100L));
        assertThat(comparison.scenarios().get(1).reason()).isEqualTo("only in the first result");
        assertThat(comparison.comparable()).isTrue();
        assertThat(TextRenderer.render(comparison.blocks(), 200)).contains("Pixel 1 (sha256:00000001)");
    }

    @Test
    void anotherPhoneIsNamedAndGetsNoRatio() {
        StoredComparison comparison = StoredComparison.of(
                night("a", LaunchMode.APK, Map.of(1, 50.0)), night("b", LaunchMode.APK, Map.of(2, 55.0)));

        assertThat(comparison.scenarios())
                .singleElement()
                .returns("device Pixel 1 (sha256:00000001) and Pixel 2 (sha256:00000002)", ComparedScenario::reason);
        assertThat(comparison.comparable()).isFalse();
    }

    @Test
    void anotherLaunchModeIsNamed() {
        StoredComparison comparison = StoredComparison.of(
                night("a", LaunchMode.APK, Map.of(1, 50.0)), night("b", LaunchMode.HOSTED, Map.of(1, 55.0)));

        assertThat(comparison.scenarios())
                .singleElement()
                .returns("launch mode apk and hosted", ComparedScenario::reason);
    }

    /** One scenario has another runtime, the other one is as it was. */
    @Test
    void isNotComparableWhenOneOfTwoDiffers() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run("b", false), Examples.environment("b")));
        records.addAll(trials("b", Examples.BERT, 131));
        records.addAll(trials(
                "b",
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", "1.30.0").build(),
                56));
        StoredComparison comparison =
                StoredComparison.of(report("a", 131, 56), Report.of(records, Optional.empty(), List.of()));
        assertThat(comparison.scenarios().stream().filter(ComparedScenario::comparable))
                .hasSize(1);
        assertThat(comparison.comparable()).isFalse();
    }

    /** A machine that wanders: each round is as slow as the one before, so that eight rounds are no eight witnesses. */
    @Test
    void seesLessWhereRoundsHangTogether() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run("b", false), Examples.environment("b")));
        double[] wandering = {.99, .992, .995, 1, 1, 1.005, 1.008, 1.01};
        for (int round = 1; round <= 8; round++) {
            records.add(Examples.measured("b", Examples.SQUEEZE, round, Math.round(56e6 * wandering[round - 1])));
        }
        double wide = squeeze(
                        StoredComparison.of(report("a", 131, 56), Report.of(records, Optional.empty(), List.of())))
                .smallestVisible()
                .getAsDouble();
        double narrow = squeeze(StoredComparison.of(report("a", 131, 56), report("b", 131, 56)))
                .smallestVisible()
                .getAsDouble();
        assertThat(wide).isGreaterThan(1.3 * narrow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG", "de-DE"})
    void saysWhatCannotBeSeenInEveryFormat(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        StoredComparison comparison = StoredComparison.of(report("a", 131, 56), report("b", 131, 57.12));
        String text = TextRenderer.render(comparison.blocks(), 200);
        assertThat(text)
                .contains(
                        "squeezebert-uncased/conv/none/float32/b1/s128@onnxruntime-1.29.0:cpu/t1",
                        "+2.0%",
                        "+0.9% to +3.1%")
                .contains("no change below 1.1% can be seen here");
        assertThat(MarkdownRenderer.render(comparison.blocks())).contains("| +2.0% | +0.9% to +3.1% |");
        assertThat(CsvRenderer.render(List.of(comparison.table())))
                .startsWith("scenario,comparable,first_latency_ns,second_latency_ns,ratio,lower,upper,spread,rounds,"
                        + "smallest_visible,reason");
        assertThat(JsonRenderer.render(List.of(comparison.table())))
                .contains("\"comparable\":true", "\"ratio\":1.0", "\"spread\":\"interval\"");
    }
}
