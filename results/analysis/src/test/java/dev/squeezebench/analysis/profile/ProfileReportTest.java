package dev.squeezebench.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * By hand: bert 100 ms, of which 81 are projections (3 GFLOP) and 9 norms; SqueezeBERT 50 ms, of which 27 are projections (1
 * GFLOP) and 18 norms. Three times fewer operations would be 33.33 ms: 16.67 are missing, 15 of them in norms.
 */
class ProfileReportTest {
    private final List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));

    ProfileReportTest() {
        for (int round = 1; round <= 6; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 100_000_000));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 50_000_000));
        }
    }

    private static ProfiledOperator operator(OperatorKind kind, long flop, long... ms) {
        return operator(kind, OptionalLong.of(flop), ms);
    }

    private static ProfiledOperator operator(OperatorKind kind, OptionalLong flop, long... ms) {
        long[] ns = ms.clone();
        for (int i = 0; i < ns.length; i++) {
            ns[i] *= 1_000_000;
        }
        return new ProfiledOperator(
                kind.word(),
                "Op",
                "cpu",
                Optional.of("layer"),
                kind == OperatorKind.UNMAPPED ? List.of() : List.of(0),
                kind,
                1,
                List.of(),
                List.of(new TensorShape("float32", List.of(1L, 128L, 64L))),
                flop,
                OptionalLong.empty(),
                LongSeries.of(ns));
    }

    private static Profile profile(Scenario scenario, ProfiledOperator... operators) {
        return new Profile(
                Examples.RUN, Examples.AT, scenario, LongSeries.of(), List.of(operators), Optional.empty(), List.of());
    }

    private static final Profile BERT = profile(
            Examples.BERT,
            operator(OperatorKind.PROJECTION, 3_000_000_000L, 81, 81, 81, 81),
            operator(OperatorKind.NORMALISATION, 0, 9, 9, 9, 9));

    private static final Profile SQUEEZE = profile(
            Examples.SQUEEZE,
            operator(OperatorKind.PROJECTION, 1_000_000_000L, 27, 27, 27, 27),
            operator(OperatorKind.NORMALISATION, 0, 18, 18, 18, 18));

    private ProfileReport report(Profile... profiles) {
        return ProfileReport.of(List.of(profiles), Report.of(records, Optional.empty(), List.of()), List.of());
    }

    @Test
    void whatTheSpeedUpLacksIsAddedUpByKind() {
        ProfilePair pair = report(BERT, SQUEEZE).pairs().get(0);

        assertThat(pair.flopRatio()).hasValue(3);
        assertThat(pair.lines())
                .extracting(ProfilePair.Line::name)
                .containsExactly("projection", "normalisation", "outside operators");
        assertThat(pair.lines())
                .extracting(line -> Math.round(line.excessNs().orElseThrow() / 1000))
                .containsExactly(0L, 15_000L, 1_667L);
        assertThat(pair.whole().excessNs().orElseThrow()).isCloseTo(50e6 - 100e6 / 3, within(1.0));
        // Without norms: 91 ms over 32 ms.
        assertThat(pair.lines().get(1).withoutIt().orElseThrow()).isCloseTo(91.0 / 32, within(1e-9));
    }

    @Test
    void thePartsOfEveryScenarioAddUpToItsLatency() {
        for (ProfiledScenario scenario : report(BERT, SQUEEZE).scenarios()) {
            double parts = scenario.kinds().stream().mapToDouble(KindTime::ns).sum() + scenario.outsideNs();
            assertThat(parts).isCloseTo(scenario.latencyNs().orElseThrow(), within(1.0));
        }
    }

    /** Invocations by their sum: 40, 45, 45, 400; the outer two do not count. */
    @Test
    void aDisturbedInvocationMovesNothing() {
        ProfiledScenario scenario = report(profile(
                        Examples.SQUEEZE,
                        operator(OperatorKind.PROJECTION, 1, 30, 300, 20, 30),
                        operator(OperatorKind.REST, 0, 15, 100, 20, 15)))
                .scenarios()
                .get(0);

        assertThat(scenario.ns(OperatorKind.PROJECTION)).isCloseTo(30e6, within(1.0));
        assertThat(scenario.operatorsNs()).isCloseTo(45e6, within(1.0));
    }

    @Test
    void timeThatBelongsToNoLayerIsALineOfItsOwn() {
        ProfileReport report = report(
                BERT,
                profile(
                        Examples.SQUEEZE,
                        operator(OperatorKind.PROJECTION, 1_000_000_000L, 30),
                        operator(OperatorKind.UNMAPPED, 0, 10)));

        assertThat(report.pairs().get(0).lines())
                .extracting(ProfilePair.Line::name)
                .containsExactly("projection", "normalisation", "unmapped", "outside operators");
        assertThat(report.scenarios().get(1).unmappedShare()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void theExplanationIsASentenceAndTables() {
        String markdown = MarkdownRenderer.render(report(BERT, SQUEEZE).blocks());

        assertThat(markdown)
                .contains("squeezebert-uncased is 2.00x")
                .contains(
                        "as fast as bert-base-uncased and computes 1/3.00 of the operations: at 3.00x it would take 33.33 ms"
                                + " and takes 50.00 ms, 16.67 ms more, 15.00 ms of it in normalisation.")
                .contains("| normalisation | 9.000 ms | 18.00 ms | 0.500x | 15.00 ms | 2.84x |")
                .contains("1 thread | 100.0 ms | 90.00 ms | 10.00 ms | 90.00 ms | -10.0% | 0.0% |")
                // 1 GFLOP in 27 ms.
                .contains("| projection | 27.00 ms | 54.0% | 1 | 1.00 | 37.0 |")
                .contains("| layer | Op | projection | 27.00 ms | 54.0% | 1 | 37.0 | float32 1x128x64 |")
                .contains("the 2 of 2 operators that take longest");
        assertThat(JsonRenderer.render(report(BERT, SQUEEZE).tables()))
                .contains(
                        "\"latency_ns\":50000000,\"operators_ns\":45000000,\"outside_operators_ns\":5000000,\"profiled_ns\":45000000,")
                .contains("\"unmapped_ratio\":0.0,\"flop\":1000000000,\"invocations\":4,\"processes\":1}")
                .contains("\"layer_kind\":\"projection\",\"time_ns\":27000000,\"share_ratio\":0.54,\"operators\":1,"
                        + "\"flop\":1000000000,\"flop_per_second\":3.7037")
                .contains("\"layer_kind\":\"normalisation\",\"baseline_ns\":9000000,\"candidate_ns\":18000000,"
                        + "\"excess_ns\":15000000,\"speed_up_without_it\":2.84")
                .contains("\"speed_up\":2.0,\"flop_ratio\":3.0}")
                .contains("\"outputs\":\"float32 1x128x64\",\"on\":\"cpu\",\"flop\":1000000000}");
        assertThat(report(BERT, SQUEEZE).findings())
                .singleElement()
                .asString()
                .startsWith("onnxruntime 1.29.0:cpu, 1 thread: squeezebert-uncased is 2.00x ")
                .endsWith("15.00 ms of it in normalisation.");
    }

    @Test
    void whereOperationsAreNotCountedNoRatioIsMadeOfThem() {
        ProfileReport report = report(
                BERT,
                profile(
                        Examples.SQUEEZE,
                        operator(OperatorKind.PROJECTION, OptionalLong.empty(), 40),
                        operator(OperatorKind.ATTENTION_PRODUCT, 1_000_000, 5)));

        assertThat(report.scenarios().get(1).flop()).isEmpty();
        assertThat(ProfileReport.sentence(report.pairs().get(0)))
                .endsWith(" as fast as bert-base-uncased; how many operations they compute is not known.");
        assertThat(report.pairs().get(0).lines())
                .allSatisfy(line -> assertThat(line.excessNs()).isEmpty());
    }

    /** A scenario that was profiled and has no trial that counts has its own sum. */
    @Test
    void withoutALatencyTheWholeIsTheProfiledOne() {
        ProfiledScenario alone = ProfileReport.of(
                        List.of(SQUEEZE), Report.of(List.of(), Optional.empty(), List.of()), List.of())
                .scenarios()
                .get(0);

        assertThat(alone.latencyNs()).isEmpty();
        assertThat(alone.wholeNs()).isCloseTo(45e6, within(1.0));
        assertThat(alone.overhead()).isEmpty();
        assertThat(ProfileTables.finding(alone))
                .isEqualTo("squeezebert-uncased/conv on onnxruntime 1.29.0:cpu, 1 thread: 27.00 ms of 45.00 ms are"
                        + " projection.");
    }

    @Test
    void aScenarioIsNamedByWhatIsUnusualAboutIt() {
        Scenario unusual = Examples.SQUEEZE.toBuilder()
                .graph("conv", "skip-layer-norm")
                .dtype("float16")
                .batch(2)
                .sequenceLength(64)
                .threads(3)
                .build();
        ProfiledScenario named = report(profile(unusual, operator(OperatorKind.REST, 0, 1)))
                .scenarios()
                .get(0);

        assertThat(named.name()).isEqualTo("squeezebert-uncased/conv/skip-layer-norm/float16, batch 2, 64 tokens");
        assertThat(named.place()).isEqualTo("onnxruntime 1.29.0:cpu, 3 threads");
    }

    private static Profile side(String arm, String version, int process, ProfiledOperator... operators) {
        Scenario scenario =
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", version).build();
        return profile(scenario, operators).of(arm, process);
    }

    /** As many processes a side: norms take 9 ms in the old version, 17 ms and one more each process in the new. */
    private static ProfileReport sides(int processes) {
        return sides(processes, process -> List.of(9L), process -> List.of(16L + process));
    }

    /** The same with so many milliseconds for each norm of a process. */
    private static ProfileReport sides(int processes, IntFunction<List<Long>> before, IntFunction<List<Long>> after) {
        List<Profile> profiles = new ArrayList<>();
        for (int process = 1; process <= processes; process++) {
            profiles.add(side("baseline", "1.26.0", process, norms(before.apply(process))));
            profiles.add(side("candidate", "1.29.0", process, norms(after.apply(process))));
        }
        List<Trial> trials = new ArrayList<>();
        for (int round = 1; round <= 6; round++) {
            trials.add(turns("baseline", "1.26.0", round, 40_000_000));
            trials.add(turns("candidate", "1.29.0", round, 50_000_000));
        }
        return ProfileReport.of(profiles, Report.of(List.of(), Optional.empty(), List.of()), trials);
    }

    private static ProfiledOperator[] norms(List<Long> ms) {
        return Stream.concat(
                        Stream.of(operator(OperatorKind.PROJECTION, 1_000_000_000L, 27)),
                        ms.stream().map(each -> operator(OperatorKind.NORMALISATION, 0, each)))
                .toArray(ProfiledOperator[]::new);
    }

    /** Four turns of equal length in two cycles. */
    private static Trial turns(String arm, String version, int round, long ns) {
        List<Samples.Turn> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(new Samples.Turn(1 + i / 2, 1 + i % 2, 1, i));
        }
        Samples samples = new Samples(
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(),
                LongSeries.of(ns, ns, ns, ns),
                LongSeries.of(),
                LongSeries.of());
        Scenario scenario =
                Examples.SQUEEZE.toBuilder().runtime("onnxruntime", version).build();
        return Examples.measured(Examples.RUN, scenario, round, ns).toBuilder()
                .arm(arm)
                .group(Optional.of("g1"))
                // Alone it takes a tenth less.
                .samples(samples.inTurns(turns, LongSeries.of(ns * 9 / 10), LongSeries.of()))
                .build();
    }

    @Test
    void twoSidesAreComparedByKindAndTheOneThatChangedMostIsNamed() {
        ProfileChange change = sides(6).changes().get(0);

        assertThat(change.lines())
                .extracting(ProfileChange.Line::name)
                .containsExactly("projection", "normalisation", "outside operators");
        // Norms of the new version: 17 to 22 ms, 19.5 in the mean; variance 3.5, and none in the old one.
        assertThat(change.most().orElseThrow().name()).isEqualTo("normalisation");
        assertThat(change.most().orElseThrow().differenceNs()).isCloseTo(10.5e6, within(1.0));
        assertThat(change.most()
                        .orElseThrow()
                        .difference()
                        .orElseThrow()
                        .spread()
                        .lower())
                .isCloseTo(10.5e6 - 2.5706e6 * Math.sqrt(3.5 / 6), within(1000.0));
        assertThat(change.whole().differenceNs()).isCloseTo(10e6, within(1.0));
        assertThat(change.lines().stream()
                        .mapToDouble(ProfileChange.Line::differenceNs)
                        .sum())
                .isCloseTo(10e6, within(1.0));
        assertThat(change.sentence())
                .isEqualTo("onnxruntime 1.29.0 takes 50.00 ms, onnxruntime 1.26.0 40.00 ms (ratio 1.25x (95% interval"
                        + " 1.25-1.25)): normalisation takes 10.50 ms more (95% interval 8.537 ms to 12.46 ms, 6 processes a"
                        + " side).");
        assertThat(MarkdownRenderer.render(sides(6).blocks()))
                .as("of several runtimes each has its own")
                .contains("squeezebert-uncased, onnxruntime:cpu: onnxruntime 1.29.0 against onnxruntime 1.26.0")
                // 46.5 over 45: a profiled process runs alone.
                .contains(
                        "(candidate) | onnxruntime 1.29.0:cpu, 1 thread | 50.00 ms | 46.50 ms | 3.500 ms | 46.50 ms | 3.3% |")
                .contains("(Welch's interval)");
        assertThat(JsonRenderer.render(sides(6).tables()))
                .contains(
                        "\"layer_kind\":\"normalisation\",\"baseline_ns\":9000000,\"candidate_ns\":19500000,"
                                + "\"difference_ns\":10500000,\"lower_ns\":8536686,\"upper_ns\":12463314,\"spread\":\"interval\"}")
                .contains("\"layer_kind\":\"outside operators\",\"baseline_ns\":4000000,\"candidate_ns\":3500000,"
                        + "\"difference_ns\":-500000}")
                .contains("\"invocations\":6,\"processes\":6}");
        assertThat(sides(6).findings()).singleElement().isEqualTo("squeezebert-uncased/conv: " + change.sentence());
    }

    @Test
    void fewProcessesHaveNoIntervalAndWhatScattersAsMuchIsNotShownToHaveChanged() {
        ProfileChange few = sides(2).changes().get(0);
        assertThat(few.sentence()).contains("(range 8.000 ms to 9.000 ms, 2 processes a side)");

        ProfileChange same = new ProfileChange(few.baseline(), few.baseline(), Optional.empty());
        assertThat(same.sentence()).contains("none is shown to have changed").startsWith("baseline takes");
        // 8 and 14 ms against 9: two more in the mean, and one of the processes is faster.
        ProfileReport scattered = sides(2, process -> List.of(9L), process -> List.of(2L + 6L * process));
        assertThat(scattered.changes().get(0).slowest().orElseThrow().sum().differenceNs())
                .isCloseTo(2e6, within(1.0));
        assertThat(OperatorIssue.of(scattered)).isEmpty();
    }

    /** 4 and 5 ms, now 10 and 11: 4.5 for one, now 10.5. */
    @Test
    void theWorkThatBecameSlowestIsThatOfEqualOperatorsTogether() {
        ProfileReport report = sides(6, process -> List.of(4L, 5L), process -> List.of(10L, 11L));
        ProfileChange.Changed changed = report.changes().get(0).slowest().orElseThrow();

        assertThat(changed.operators()).isEqualTo(2);
        assertThat(changed.candidateNs()).isCloseTo(10.5e6, within(1.0));
        assertThat(changed.baselineNs()).isCloseTo(4.5e6, within(1.0));
        assertThat(written(OperatorIssue.of(report).orElseThrow()))
                .contains("one of them takes 10.50 ms (95% interval 10.50-10.50) in onnxruntime 1.29.0 and 4.500 ms")
                .contains("has 2 of them in an inference: together they take 12.00 ms more");
        ProfileReport oneMore = sides(6, process -> List.of(9L), process -> List.of(10L, 11L));
        assertThat(oneMore.changes().get(0).slowest())
                .as("not the same operators")
                .isEmpty();
    }

    /** An operator by itself: so long on each side in each of the rounds. */
    private static MeasuredSides cutOut(int rounds, long baselineNs, long candidateNs) {
        List<Trial> trials = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            // By a hundredth up and down.
            long own = round % 2 == 0 ? -1 : 1;
            trials.add(turns("baseline", "1.26.0", round, baselineNs));
            trials.add(turns("candidate", "1.29.0", round, candidateNs + own * candidateNs / 100));
        }
        return MeasuredSides.of(trials).orElseThrow();
    }

    private static String written(OperatorIssue issue) {
        return issue.markdown(
                Optional.of(Examples.environment()),
                Optional.of(new OperatorIssue.Code("python", List.of("a", "b", "c"))),
                "How.",
                new OperatorIssue.Code("sh", List.of("squeezebench profile")));
    }

    /** 450 over 75 microseconds: six times, whatever the profiler says. */
    @Test
    void theMicrosecondsOfAnIssueAreThoseOfTheOperatorByItselfWithoutAProfiler() {
        OperatorIssue issue = OperatorIssue.of(sides(6)).orElseThrow().measured(cutOut(6, 75_000, 450_000));

        assertThat(issue.title())
                .isEqualTo(
                        "Op takes 6.00x as long in onnxruntime 1.29.0 as in onnxruntime 1.26.0 (float32 1x128x64, cpu)");
        // Student's t of 5 degrees of freedom, 2.571, times the standard deviation of the logarithms, .010955, over the
        // root of 6.
        assertThat(written(issue))
                .contains(
                        "it takes 450.0 \u00b5s (95% interval 444.8-455.2) in onnxruntime 1.29.0 and 75.00 \u00b5s (95%"
                                + " interval 75.00-75.00) in onnxruntime 1.26.0: 6.00x (95% interval ")
                .contains(
                        "| the operator cut out, without a profiler | 75.00 \u00b5s (95% interval 75.00-75.00) | 450.0")
                .contains("over 6 rounds of the median invocation")
                .doesNotContain("not shown to be slower");
    }

    @Test
    void anOperatorThatIsNoSlowerByItselfIsSaidToBeSo() {
        OperatorIssue issue = OperatorIssue.of(sides(6)).orElseThrow().measured(cutOut(6, 75_000, 75_000));

        assertThat(issue.title())
                .contains("takes 2.17x as long", "within squeezebert-uncased, profiled, and by itself it is not shown");
        assertThat(written(issue))
                .contains("1.000x (95% interval 0.988-1.01) as long.")
                .contains("By itself the operator is therefore not shown to be slower");
    }

    /** Of few rounds there is a range; of one there is nothing. */
    @Test
    void fewRoundsOfAnOperatorHaveNoConfidenceAndOneShowsNothing() {
        OperatorIssue issue = OperatorIssue.of(sides(6)).orElseThrow();

        assertThat(written(issue.measured(cutOut(2, 75_000, 450_000))))
                .contains("6.00x (range ", "with no confidence attached");
        assertThat(cutOut(1, 75_000, 450_000).isSlower()).isFalse();
        assertThat(issue.measured(cutOut(1, 75_000, 450_000)).title()).contains("profiled (float32");
        assertThat(written(issue.measured(cutOut(1, 75_000, 450_000)))).contains("One round shows nothing yet");
    }

    @Test
    void anIssueHasWhatABugTrackerWants() {
        ProfileReport report = sides(6);
        OperatorIssue issue = OperatorIssue.of(report).orElseThrow();

        assertThat(issue.title())
                .isEqualTo("Op takes 2.17x as long in onnxruntime 1.29.0 as in onnxruntime 1.26.0 within"
                        + " squeezebert-uncased, profiled (float32 1x128x64, cpu)");
        assertThat(written(issue))
                .contains("The operator was not measured by itself: its times are those of profiled processes.")
                .contains(
                        "| one operator in the model, profiled | 9.000 ms (95% interval 9.000-9.000) | 19.42 ms (95% interval 17.56-21.49) |")
                .contains("| share of an inference | 22.5% | 39.0% |")
                .contains(
                        "has this one alone: it takes 10.50 ms more (95% interval 8.537 ms to 12.46 ms, 6 processes a side), of the 10.000 ms")
                .doesNotContain("all 1 in")
                .contains("Machine: " + Examples.environment().caption())
                .contains("```python\na\nb\nc\n```", "```sh\nsqueezebench profile\n```");
        // The other way round nothing is slower.
        ProfiledScenario older = report.changes().get(0).baseline();
        ProfiledScenario newer = report.changes().get(0).candidate();
        ProfileChange back = new ProfileChange(older, newer, Optional.empty());
        assertThat(OperatorIssue.of(new ProfileReport(List.of(), List.of(), List.of(back))))
                .isEmpty();
    }

    /** An operator that a process lacks takes no time there. */
    @Test
    void processesCountAlikeHoweverManyInvocationsTheyHave() {
        ProfiledScenario scenario = ProfileReport.of(
                        List.of(
                                side("baseline", "1.26.0", 1, operator(OperatorKind.REST, 0, 10, 10, 10, 10)),
                                side(
                                        "baseline",
                                        "1.26.0",
                                        2,
                                        operator(OperatorKind.REST, 0, 20),
                                        operator(OperatorKind.SOFTMAX, 0, 4))),
                        Report.of(List.of(), Optional.empty(), List.of()),
                        List.of())
                .scenarios()
                .get(0);

        assertThat(scenario.ns(OperatorKind.REST)).isCloseTo(15e6, within(1.0));
        assertThat(scenario.ns(OperatorKind.SOFTMAX)).isCloseTo(2e6, within(1.0));
        assertThat(scenario.profile().invocations()).isEqualTo(5);
    }
}
