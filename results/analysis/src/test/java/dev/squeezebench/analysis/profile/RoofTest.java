package dev.squeezebench.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.TensorShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * By hand: the fastest product is 2 GFLOP in 10 ms, 200 GFLOP/s; 128 MB scaled in 12.8 ms are 10 GB/s, 800 kB in 20 us 40 GB/s.
 * The ridge is at 20 operations a byte.
 */
class RoofTest {
    private static final TensorShape HIDDEN = new TensorShape("float32", List.of(1L, 100L, 1000L));

    private static final Ceilings CEILINGS = new Ceilings(
            List.of(
                    new Ceilings.Product(1000, 1000, 1000, LongSeries.of(11_000_000, 10_000_000, 30_000_000)),
                    new Ceilings.Product(10, 10, 10, LongSeries.of(1))),
            List.of(
                    new Ceilings.Scaling(10_000, LongSeries.of(1_000)),
                    new Ceilings.Scaling(16_000_000, LongSeries.of(12_800_000, 13_000_000)),
                    new Ceilings.Scaling(100_000, LongSeries.of(20_000))));

    private static ProfiledOperator operator(OperatorKind kind, long flop, long bytes, long ns) {
        return new ProfiledOperator(
                kind.word(),
                "Op",
                "cpu",
                Optional.of("layer"),
                List.of(0),
                kind,
                1,
                List.of(HIDDEN),
                List.of(HIDDEN),
                OptionalLong.of(flop),
                OptionalLong.of(bytes),
                LongSeries.of(ns));
    }

    private static ProfiledScenario scenario(Optional<Ceilings> ceilings, ProfiledOperator... operators) {
        Profile profile = profile(Examples.SQUEEZE, operators);
        return ProfileReport.of(
                        List.of(ceilings.map(profile::with).orElse(profile)),
                        Report.of(List.of(), Optional.empty(), List.of()),
                        List.of())
                .scenarios()
                .get(0);
    }

    private static Profile profile(Scenario scenario, ProfiledOperator... operators) {
        return new Profile(
                Examples.RUN, Examples.AT, scenario, LongSeries.of(), List.of(operators), Optional.empty(), List.of());
    }

    private static double share(ProfiledOperator operator) {
        ProfiledScenario scenario = scenario(Optional.of(CEILINGS), operator);
        return scenario.roof().orElseThrow().share(scenario.kinds().get(0)).orElseThrow();
    }

    @Test
    void theCeilingsAreTheFastestInvocationsThatCanBeTimed() {
        Roof roof = scenario(Optional.of(CEILINGS), operator(OperatorKind.REST, 0, 1, 1_000_000))
                .roof()
                .orElseThrow();

        assertThat(roof.flopPerSecond()).isCloseTo(200e9, within(1.0));
        assertThat(roof.memoryBytesPerSecond()).isCloseTo(10e9, within(1.0));
        assertThat(roof.activationBytesPerSecond().orElseThrow()).isCloseTo(40e9, within(1.0));
        assertThat(roof.ridge()).isCloseTo(20, within(1e-9));
    }

    /** 2 GFLOP at 200 GFLOP/s take 10 ms at least. */
    @Test
    void aboveTheRidgeProductsBind() {
        assertThat(share(operator(OperatorKind.PROJECTION, 2_000_000_000L, 10_000_000, 12_500_000)))
                .isCloseTo(.8, within(1e-9));
    }

    /** 100 MB at memory's 10 GB/s take 10 ms, .2 GFLOP a tenth of that. */
    @ParameterizedTest
    @EnumSource(names = {"PROJECTION", "EMBEDDING", "UNMAPPED"})
    void belowTheRidgeMemoryBindsWhatReadsWeights(OperatorKind kind) {
        ProfiledOperator operator = operator(kind, 200_000_000L, 100_000_000, 20_000_000);

        assertThat(share(operator)).isCloseTo(.5, within(1e-9));
        assertThat(RoofReport.sentence(scenario(Optional.of(CEILINGS), operator)))
                .contains("which reaches 50% of memory's rate (5.00 of 10.0 GB/s)");
    }

    /** 800 kB at the 40 GB/s of tensors of that size take 20 us. */
    @Test
    void whatPassesActivationsOnIsComparedWithTensorsOfTheirSize() {
        assertThat(share(operator(OperatorKind.NORMALISATION, 0, 800_000, 200_000)))
                .isCloseTo(.1, within(1e-9));
    }

    /** Profilers count whole microseconds: 1.5 by operator, however many there are. */
    @Test
    void operatorsThatAreTooShortToBeTimedHaveNoShare() {
        ProfiledOperator operator = operator(OperatorKind.NORMALISATION, 0, 800_000, 1_500);
        ProfiledScenario scenario = scenario(Optional.of(CEILINGS), operator, operator);

        assertThat(scenario.roof().orElseThrow().share(scenario.kinds().get(0))).isEmpty();
        assertThat(RoofReport.sentence(scenario)).endsWith("or they are too short to be timed.");
    }

    /** 12.5 ms less 10, and 200 us less 20: 2.68 ms of 12.7. */
    @Test
    void theGapIsSaidInWordsAndInTheTables() {
        ProfiledScenario scenario = scenario(
                Optional.of(CEILINGS),
                operator(OperatorKind.PROJECTION, 2_000_000_000L, 10_000_000, 12_500_000),
                operator(OperatorKind.NORMALISATION, 0, 800_000, 200_000));

        assertThat(RoofReport.sentence(scenario))
                .isEqualTo(
                        "2.680 ms of 12.70 ms are above the ceilings: 2.500 ms of it in projection, which reaches 80% of"
                                + " the fastest product's rate (160.0 of 200.0 GFLOP/s); 180.0 \u00b5s of it in normalisation, which"
                                + " reaches 10% of the rate for tensors of its size (4.00 of 40.0 GB/s).");
        String markdown = MarkdownRenderer.render(new ProfileReport(List.of(scenario), List.of(), List.of()).blocks());
        assertThat(markdown)
                .contains("2.680 ms of 12.70 ms are above the ceilings")
                .contains("| matrix product | 1000x1000 by 1000x1000 | 10.00 ms | 200.0 |")
                .containsPattern("\\| normalisation \\|.*\\| 10% \\|");
        assertThat(JsonRenderer.render(new ProfileReport(List.of(scenario), List.of(), List.of()).tables()))
                .contains("\"of\":\"128 MB moved\",\"time_ns\":12800000,\"bytes_per_second\":1.0E10}")
                .contains("\"moved_bytes\":800000,\"bytes_per_second\":4.0E9,\"ceiling_ratio\":0.1");
    }

    /** Products of 10 and 5 ms at their ceiling, norms of 20 us, and 3 ms of which nothing is known: 13.02 over 8.02. */
    @Test
    void whatModelsWouldTakeAtTheirCeilingsIsSaid() {
        ProfiledOperator norm = operator(OperatorKind.NORMALISATION, 0, 800_000, 200_000);
        ProfiledOperator rest = operator(OperatorKind.REST, 0, 0, 3_000_000);
        Report report = Report.of(
                List.of(
                        Examples.run(),
                        Examples.measured(Examples.RUN, Examples.BERT, 1, 16_000_000),
                        Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 12_000_000)),
                Optional.empty(),
                List.of());
        Profile bert =
                profile(Examples.BERT, operator(OperatorKind.PROJECTION, 2_000_000_000L, 1, 12_500_000), norm, rest);
        Profile squeeze =
                profile(Examples.SQUEEZE, operator(OperatorKind.PROJECTION, 1_000_000_000L, 1, 7_000_000), norm, rest);

        assertThat(MarkdownRenderer.render(
                        ProfileReport.of(List.of(bert.with(CEILINGS), squeeze.with(CEILINGS)), report, List.of())
                                .blocks()))
                .contains(
                        "With every layer kind at its ceiling, 8.020 ms against 13.02 ms, the speed-up would be 1.62x.");
        assertThat(MarkdownRenderer.render(ProfileReport.of(List.of(bert, squeeze.with(CEILINGS)), report, List.of())
                        .blocks()))
                .doesNotContain("the speed-up would be");
    }

    /** 100,000 operators of no size: what they take is the profiler's. */
    @Test
    void operatorsThatTheProfilerSlowsDownHaveNoGap() {
        Profile profile = scenario(
                        Optional.of(CEILINGS),
                        operator(OperatorKind.PROJECTION, 2_000_000_000L, 10_000_000, 12_500_000))
                .profile();
        Report report = Report.of(
                List.of(Examples.run(), Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 2_000_000)),
                Optional.empty(),
                List.of());

        assertThat(RoofReport.sentence(ProfileReport.of(List.of(profile), report, List.of())
                        .scenarios()
                        .get(0)))
                .isEqualTo("How far the operators are above the ceilings cannot be told: with the profiler on they take"
                        + " 12.50 ms, and without it the whole takes 2.000 ms.");
    }

    @Test
    void withoutCeilingsThatIsSaidAndNothingInvented() {
        ProfiledScenario scenario =
                scenario(Optional.empty(), operator(OperatorKind.PROJECTION, 2_000_000_000L, 1, 12_500_000));

        assertThat(scenario.roof()).isEmpty();
        assertThat(RoofReport.sentence(scenario)).startsWith("No ceiling was measured");
        assertThat(MarkdownRenderer.render(new ProfileReport(List.of(scenario), List.of(), List.of()).blocks()))
                .doesNotContain("of its ceiling");
    }

    /**
     * 100 positions, 2 x 100 x 1000 x inner operations: 250 channels of 4 groups, 1000 of a dense product. What computes nothing
     * or has no whole number of them is no product.
     */
    @Test
    void theShapesOfAModelsOwnProductsAreFound() {
        ProfiledOperator grouped = conv("FusedConv", List.of(1L, 1000L, 100L), 2L * 100 * 1000 * 250, 2_000_000);
        ProfiledOperator dense = conv("MatMul", List.of(1L, 100L, 1000L), 2L * 100 * 1000 * 1000, 5_000_000);
        ProfiledOperator looked = conv("Gemm", List.of(1L, 100L, 1000L), 0, 9_000_000);
        ProfiledOperator odd = conv("Gemm", List.of(1L, 100L, 1000L), 2L * 100 * 1000 * 1000 + 1000, 9_000_000);
        Profile profile =
                scenario(Optional.empty(), grouped, dense, looked, odd).profile();

        CeilingShapes shapes = CeilingShapes.of(profile);

        assertThat(shapes.products())
                .containsExactly(new CeilingShapes.Product(100, 1000, 1000), new CeilingShapes.Product(100, 250, 250));
        assertThat(shapes.activation()).isEqualTo(OptionalInt.of(100_000));
    }

    /** Called twice, with weights before the input. */
    private static ProfiledOperator conv(String type, List<Long> sizes, long flop, long ns) {
        TensorShape shape = new TensorShape("float32", sizes);
        return new ProfiledOperator(
                type,
                type,
                "cpu",
                Optional.of("layer"),
                List.of(0),
                OperatorKind.PROJECTION,
                2,
                List.of(new TensorShape("float32", List.of(7L)), shape),
                List.of(shape),
                OptionalLong.of(2 * flop),
                OptionalLong.of(1),
                LongSeries.of(ns));
    }
}
