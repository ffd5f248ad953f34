package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    @Test
    void formsSpeedUpsWithinRounds() {
        // The machine becomes four times slower from round to round; within a round the ratio is 2.
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        long speed = 1_000_000;
        for (int round = 1; round <= 6; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 2 * speed));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, speed));
            speed *= 4;
        }
        SpeedUp speedUp = only(report(records)).speedUp().orElseThrow();
        assertThat(speedUp.estimate().value()).isEqualTo(2, within(1e-12));
        // So unsteady a machine has no interval narrower than half a percent to either side.
        assertThat(speedUp.estimate().spread().lower()).isEqualTo(2 / 1.005, within(1e-12));
        assertThat(speedUp.rounds()).hasSize(6);
        assertThat(report(records).comparisons(Examples.AT))
                .singleElement()
                .satisfies(comparison -> assertThat(comparison.baseline()).isEqualTo(Examples.BERT.id()));
    }

    @Test
    void leavesOutRoundsInWhichOneSideDoesNotCount() {
        List<ResultRecord> records = measured(3);
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 4, 1));
        assertThat(only(report(records)).speedUp().orElseThrow().rounds()).hasSize(3);
    }

    @Test
    void keepsFailedAndUnsupportedScenariosOutOfEveryRatioAndTellsWhy() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 1, 2_000_000));
        records.add(Examples.ended(
                new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "the outputs differ"), new OutputCheck.NotChecked("none")));
        Report report = report(records);
        assertThat(report.rows()).noneMatch(row -> row.speedUp().isPresent());
        assertThat(Rendered.text(report))
                .contains("squeezebert-uncased/conv failed: at output_check: the outputs differ");
        assertThat(Rendered.markdown(report)).contains("the outputs differ");
        assertThat(Rendered.csv(report)).contains(",failed,at output\\_check: ".replace("\\", ""));
        assertThat(JsonReport.render(report)).contains("\"outcome\":\"failed\"");
    }

    @Test
    void neverComparesAcrossConditions() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        Scenario other = Examples.scenario("squeezebert-uncased", "conv", Map.of("spinning", "off"));
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 1, 2_000_000));
        records.add(Examples.measured(Examples.RUN, other, 1, 1_000_000));
        Report report = report(records);
        assertThat(report.sections().get(0).groups()).hasSize(2);
        assertThat(report.comparisons(Examples.AT)).isEmpty();
        assertThat(Rendered.text(report)).contains("no speed-up: no trial of bert-base-uncased counts");
    }

    @Test
    void neverPoolsMachinesOrQuickRuns() {
        List<ResultRecord> records = measured(3);
        records.add(Examples.run("another", true));
        records.add(Examples.environment("another"));
        records.add(Examples.measured("another", Examples.BERT, 1, 1));
        Report report = report(records);
        assertThat(report.sections()).hasSize(2);
        assertThat(Rendered.text(report)).containsOnlyOnce("QUICK RUN");
        assertThat(Rendered.markdown(report)).containsOnlyOnce("QUICK RUN");
        assertThat(Rendered.csv(report)).containsOnlyOnce(",true,bert-base-uncased/dense/");
        assertThat(JsonReport.render(report)).containsOnlyOnce("\"quick\":true");
    }

    @Test
    void takesTheBaselineWithTheSameFusion() {
        List<ResultRecord> records = measured(1);
        records.add(Examples.measured(Examples.RUN, fused("bert-base-uncased", "dense"), 1, 6_000_000));
        records.add(Examples.measured(Examples.RUN, fused("squeezebert-uncased", "split"), 1, 2_000_000));
        List<Double> ratios = report(records).rows().stream()
                .flatMap(row -> row.speedUp().stream())
                .map(speedUp -> speedUp.estimate().value())
                .toList();
        assertThat(ratios).satisfiesExactly(one -> assertThat(one).isEqualTo(2, within(1e-9)), two -> assertThat(two)
                .isEqualTo(3, within(1e-9)));
    }

    @Test
    void formsOfOneWorkloadAreRelativeToThePlainestOfThem() {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        Scenario split = Examples.scenario("squeezebert-uncased", "split", Map.of());
        records.add(Examples.measured(Examples.RUN, split, 1, 1_000_000));
        records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 2_000_000));
        Report report = Report.of(records, Optional.of("squeezebert-uncased"), List.of());
        assertThat(report.rows().get(0).summary().scenario()).isEqualTo(Examples.SQUEEZE);
        assertThat(only(report).speedUp().orElseThrow().candidate()).isEqualTo(split);
    }

    @Test
    void isRelativeToWhatIsAskedForAndSaysWhenThatWasNotMeasured() {
        Report report = Report.of(measured(1), Optional.of("squeezebert-uncased"), List.of());
        assertThat(only(report).speedUp().orElseThrow().candidate()).isEqualTo(Examples.BERT);
        Report none = Report.of(measured(1), Optional.of("bert-tiny"), List.of());
        assertThat(none.warnings()).extracting(Warning::code).containsExactly("no_baseline");
    }

    @Test
    void givesARangeBelowSixRoundsAndAnIntervalFromThere() {
        assertThat(only(report(measured(5))).speedUp().orElseThrow().estimate().spread())
                .isInstanceOf(Spread.Range.class);
        assertThat(only(report(measured(6))).speedUp().orElseThrow().estimate().spread())
                .isInstanceOf(Spread.Interval.class);
        assertThat(Rendered.text(report(measured(5)))).contains("few_rounds");
        assertThat(Rendered.text(report(measured(6)))).doesNotContain("few_rounds");
    }

    @Test
    void saysThatTheClaimIsNotComparableWithBothNumbersAndBothMachines() {
        assertThat(Rendered.text(report(measured(6))).replaceAll("\\s+", " "))
                .contains("not comparable: measured 2.00x (95% interval 2.00-2.00) with onnxruntime-1.29.0:cpu"
                        + " (squeezebert-uncased/conv) on PowerEdge R650, AMD EPYC 7763 64-Core Processor (4 CPUs),"
                        + " claimed 4.3x on a Pixel 3 (Iandola et al. 2020,");
    }

    /** FLOP by hand: 22.2 over 7.4 is 3. */
    @Test
    void saysTheRatioOfFlopBesideAClaim() {
        List<ResultRecord> records = measured(6);
        records.add(1, Examples.model("squeezebert-uncased", "conv", 7_400_000_000L));
        records.add(1, Examples.model("bert-base-uncased", "dense", 22_200_000_000L));

        assertThat(Rendered.text(report(records)).replaceAll("\\s+", " ")).contains("abstract); ratio of FLOP 3.00x");
        assertThat(JsonReport.render(report(records))).contains("\"flop_ratio\":3.0");
        assertThat(Rendered.text(report(measured(6)))).doesNotContain("ratio of FLOP");
    }

    /** The phone of the claim, as fast as it says: 4.3 within the interval. */
    @ParameterizedTest
    @CsvSource({
        "Pixel 3, art, CONFIRMED",
        "Pixel 3, hotspot, NOT_COMPARABLE",
        "Simulated phone, art, NOT_COMPARABLE",
        "sdk_gphone64_x86_64, art, NOT_COMPARABLE"
    })
    void aProgramThatImitatesAPhoneConfirmsNothing(String model, String vm, ClaimVerdict.Word word) {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), phone(model)));
        for (int round = 1; round <= 6; round++) {
            records.add(onPhone(Examples.measured(Examples.RUN, Examples.BERT, round, 430_000_000 + round), model, vm));
            records.add(onPhone(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 100_000_000), model, vm));
        }
        Claim claim = new Claim(
                "ours",
                "ours",
                "a slide",
                "https://example.org",
                Claim.Kind.SPEED_UP,
                new BigDecimal("4.3"),
                Optional.empty(),
                Map.of("device", model, "workload", "squeezebert-uncased", "baseline", "bert-base-uncased"),
                Map.of());

        ClaimVerdict verdict = report(records).check(List.of(claim)).get(0);

        assertThat(verdict.word()).as(verdict.sentence()).isEqualTo(word);
        if (word != ClaimVerdict.Word.CONFIRMED) {
            assertThat(verdict.differences()).containsExactly("no phone but a program that imitates one was measured");
        }
    }

    private static Environment phone(String model) {
        Environment computer = Examples.environment();
        Environment.Host host = new Environment.Host(
                Optional.empty(), Optional.empty(), Optional.of("Google"), Optional.of(model), Optional.empty());
        return new Environment(
                computer.run(),
                computer.at(),
                new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of(model)),
                host,
                computer.cpu(),
                computer.memory(),
                computer.virtualisation(),
                computer.os(),
                new Vm("art", "12", List.of(), Optional.empty(), Optional.empty()),
                computer.state());
    }

    private static Trial onPhone(Trial trial, String model, String vm) {
        return trial.toBuilder()
                .device(Optional.of(new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of(model))))
                .vm(Optional.of(new Vm(vm, "12", List.of(), Optional.empty(), Optional.empty())))
                .build();
    }

    @Test
    void carriesTheMarkOfASoftwareAdapter() {
        Trial trial = Examples.measured(Examples.RUN, Examples.BERT, 1, 1_000_000);
        Report report = report(List.of(
                Examples.run(),
                withWarning(trial, WarningCode.SOFTWARE_ADAPTER.warning("drawn by the CPU", "use a GPU"))));
        assertThat(Rendered.text(report)).contains("software_adapter: drawn by the CPU (1 of 1 trials)");
        assertThat(Rendered.markdown(report)).contains("software_adapter");
        assertThat(Rendered.csv(report)).contains(",cpu,,true,,,,false,1,");
        assertThat(JsonReport.render(report)).contains("\"software_adapter\":true");
    }

    @Test
    void countsWarningsByCodeAndReasonWithTheirWorstValueAndNamesTheRow() {
        List<ResultRecord> records = measured(0);
        Warning faster = new Warning("drift", "invocations became 10.8% faster", "let other work end");
        Warning slower = new Warning("drift", "invocations became 5.4% slower", "let it cool down");
        Warning slowest = new Warning("drift", "invocations became 30% slower", "let it cool down");
        records.add(withWarning(Examples.measured(Examples.RUN, Examples.BERT, 1, 2_000_000), faster, slower));
        records.add(withWarning(Examples.measured(Examples.RUN, Examples.BERT, 2, 2_000_000), slowest));
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 3, 2_000_000));
        records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 1_000_000));
        assertThat(Rendered.text(report(records)).replaceAll("\\s+", " "))
                .contains(
                        "[1] drift: invocations became 10.8% faster (1 of 3 trials of bert-base-uncased/dense); let other",
                        "[2] drift: invocations became 5.4 to 30% slower (2 of 3 trials of bert-base-uncased/dense); let it");
        assertThat(JsonReport.render(report(records)))
                .contains(
                        "\"message\":\"invocations became 5.4 to 30% slower\",\"remedy\":\"let it cool down\",\"trials\":2");
    }

    @Test
    void whatConcernsEveryRowIsSaidOnceAboveTheTable() {
        List<ResultRecord> records = measured(0);
        for (int round = 1; round <= 6; round++) {
            Warning busy = new Warning("contended", "others used " + 50 + round + "% of the CPU", "stop them");
            records.add(withWarning(Examples.measured(Examples.RUN, Examples.BERT, round, 2_000_000), busy));
            records.add(withWarning(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 1_000_000), busy));
        }
        String text = Rendered.text(report(records));
        assertThat(text)
                .containsOnlyOnce("contended: others used 501 to 506% of the CPU (all 12 trials); stop them")
                .doesNotContain("[1]", "notes");
        assertThat(text.indexOf("contended")).isLessThan(text.indexOf("latency"));
    }

    @Test
    void aTrialWithManySlowInvocationsIsUnsteadyAndOneSlowThroughoutASlowProcess() {
        List<ResultRecord> records = measured(0);
        for (int round = 1; round <= 3; round++) {
            records.add(samples(round, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100));
        }
        // Two of ten invocations are 16% slower than is typical; one of ten would not do, and 14% neither.
        records.add(samples(4, 100, 100, 116, 100, 100, 116, 100, 100, 100, 100));
        records.add(samples(5, 100, 100, 130, 100, 100, 100, 100, 100, 100, 100));
        records.add(samples(6, 114, 114, 114, 100, 100, 100, 100, 100, 100, 100));
        // Even the fastest quarter is 11% slower, but none 15%.
        records.add(samples(7, 111, 112, 111, 111, 111, 111, 112, 111, 111, 111));
        assertThat(only(report(records).rows()).warnings())
                .extracting(CountedWarning::code, CountedWarning::message, CountedWarning::trials)
                .containsExactly(
                        tuple(
                                "unsteady",
                                "20% of a trial's invocations took more than 1.15 times what is typical of the scenario",
                                1),
                        tuple(
                                "slow_process",
                                "even the fastest quarter of a trial's invocations took 1.11 times what is typical of the scenario",
                                1));
    }

    private static Row only(List<Row> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Trial samples(int round, long... ms) {
        return Examples.measured(Examples.RUN, Examples.BERT, round, 100).toBuilder()
                .samples(new Samples(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        LongSeries.of(),
                        LongSeries.of(
                                Arrays.stream(ms).map(each -> each * 1_000_000).toArray()),
                        LongSeries.of(),
                        LongSeries.of()))
                .build();
    }

    @Test
    void oneRoundHasNoRange() {
        String text = Rendered.text(report(measured(1)));
        assertThat(text).contains("  squeezebert-uncased/conv  60.00 ms  1     2.00x  400 MB");
        assertThat(Rendered.csv(report(measured(1)))).contains(",60000000,,,,", ",2.0,,,,,,bert-base-uncased/dense/");
    }

    @Test
    void fewRoundsHaveARangeThatIsCalledOne() {
        assertThat(Rendered.text(report(measured(3))))
                .contains("latency range", "speed-up range")
                .doesNotContain("95%  ");
    }

    @Test
    void aFileOfOthersWithoutTokensIsNotSaidToHaveAny() {
        Scenario image = new Scenario.Builder("net")
                .graph(Scenario.GIVEN, Scenario.GIVEN)
                .dtype("float32")
                .batch(2)
                .runtime("onnxruntime", "1.29.0")
                .acceleration("cpu")
                .build();
        List<ResultRecord> records = measured(0);
        records.add(Examples.measured(Examples.RUN, image, 1, 1_000_000));
        Report report = report(records);
        assertThat(Rendered.text(report))
                .contains("onnxruntime-1.29.0:cpu, float32, batch 2, 1 thread")
                .doesNotContain("token");
        assertThat(JsonReport.render(report)).doesNotContain("sequence_length", "sequences_per_second");
    }

    @Test
    void theFusionOfAllRowsIsSaidOnceAndEachNameBeginsTheScenariosId() {
        List<ResultRecord> records = measured(0);
        records.add(Examples.measured(Examples.RUN, fused("bert-base-uncased", "dense"), 1, 6_000_000));
        records.add(Examples.measured(Examples.RUN, fused("squeezebert-uncased", "split"), 1, 2_000_000));
        Report report = report(records);
        assertThat(Rendered.text(report))
                .contains("1 thread, skip-layer-norm\n")
                .contains("\n  squeezebert-uncased/split  ");
        assertThat(report.rows())
                .allSatisfy(row -> assertThat(row.summary().scenario().id()).startsWith(row.name() + '/'));
    }

    @Test
    void aDeviceIsNamedWhereverItsNumbersAre() {
        Adapter card = new Adapter("NVIDIA H100", "NVIDIA", Adapter.Type.DISCRETE, "580", "Vulkan 1.4");
        List<ResultRecord> records = measured(0);
        for (Scenario scenario : List.of(Examples.BERT, Examples.SQUEEZE)) {
            Trial trial = Examples.measured(
                    Examples.RUN, scenario.toBuilder().acceleration("webgpu").build(), 1, 1_000_000);
            records.add(trial.toBuilder()
                    .acceleration(new AccelerationUse(
                            "webgpu",
                            Optional.of("webgpu"),
                            Map.of(),
                            List.of(),
                            OptionalInt.empty(),
                            Optional.of(card)))
                    .memory(trial.memory().onDevice(OptionalLong.of(327_000_000)))
                    .build());
        }
        assertThat(Rendered.text(report(records)).replaceAll("\\s+", " "))
                .contains(
                        "onnxruntime-1.29.0:webgpu on NVIDIA H100, float32",
                        "GPU peak",
                        "327 MB",
                        "with onnxruntime-1.29.0:webgpu on NVIDIA H100 (squeezebert-uncased/conv)");
        assertThat(JsonReport.render(report(records)))
                .contains("\"adapter\":\"NVIDIA H100\"", "\"peak_device_bytes\":327000000");
    }

    @Test
    void anAcceleratorThatDidNotDoNearlyAllIsNeverNamedAlone() {
        List<ResultRecord> records = measured(0);
        Scenario gpu = Examples.BERT.toBuilder().acceleration("gpu").build();
        records.add(Examples.measured(Examples.RUN, gpu, 1, 1_000_000)
                .withWarnings(List.of(WarningCode.PARTIAL.warning("10 of 190 nodes ran on gpu"))));
        Report unknown = report(records);
        assertThat(Rendered.text(unknown).replaceAll("\\s+", " "))
                .contains("onnxruntime-1.29.0:gpu (partial: share unknown), float32")
                .doesNotContain("onnxruntime-1.29.0:gpu,");
        assertThat(Rendered.csv(unknown)).contains(",gpu,,false,,,,true,");
        assertThat(JsonReport.render(unknown))
                .contains("\"acceleration\":\"gpu\",\"software_adapter\":false,\"partial\":true");
    }

    @Test
    void aShareBelowNinetyFivePercentIsPartialWhoeverWroteTheFile() {
        assertThat(Rendered.csv(withShare(FlopShare.exactly(0.95)))).contains(",gpu,,false,0.95,0.95,0.95,false,");
        Report partial = withShare(FlopShare.exactly(0.949));
        assertThat(Rendered.text(partial).replaceAll("\\s+", " ")).contains(":gpu (partial), float32");
        assertThat(Rendered.markdown(partial)).contains(":gpu (partial), float32");
        assertThat(Rendered.csv(partial)).contains(",gpu,,false,0.949,0.949,0.949,true,");
        Claim claim = new Claim(
                "gpu",
                "",
                "a paper",
                "",
                Claim.Kind.LATENCY,
                BigDecimal.ONE,
                Optional.of(Claim.Unit.MS),
                Map.of("workload", "bert-base-uncased", "acceleration", "gpu"),
                Map.of());
        ClaimVerdict verdict = new ClaimCheck(
                        Optional.empty(), false, partial.sections().get(0).groups(), List.of())
                .of(List.of(claim))
                .get(0);
        assertThat(verdict.sentence()).contains("onnxruntime-1.29.0:gpu (partial)");
        assertThat(verdict.differences()).contains("acceleration gpu is stated, gpu (partial) was measured");
    }

    @Test
    void ofAShareWithinBoundsTheLeastOneCounts() {
        Report maybe = withShare(new FlopShare(0.94, 1));
        assertThat(Rendered.text(maybe).replaceAll("\\s+", " ")).contains(":gpu (partial), float32");
        assertThat(Rendered.csv(maybe)).contains(",gpu,,false,,0.94,1.0,true,");
        assertThat(Rendered.csv(withShare(new FlopShare(0.95, 1)))).contains(",gpu,,false,,0.95,1.0,false,");
    }

    private static Report withShare(FlopShare share) {
        Scenario gpu = Examples.BERT.toBuilder().acceleration("gpu").build();
        Trial trial = Examples.measured(Examples.RUN, gpu, 1, 1_000_000);
        return report(List.of(trial.toBuilder()
                .acceleration(trial.acceleration().withFlopShare(Optional.of(share)))
                .build()));
    }

    @Test
    void fitsAHundredColumnsWhateverTheNames() {
        List<ResultRecord> records = measured(5);
        records.add(Examples.measured(
                Examples.RUN, Examples.scenario("x".repeat(300), "batched-matmul", Map.of("o", "y".repeat(80))), 1, 1));
        records.add(Examples.measured(
                Examples.RUN, fused("squeezebert-uncased-with-a-long-name", "batched-matmul"), 1, 123_456_789_123L));
        // A word that is longer than a line stays whole.
        assertThat(Rendered.text(report(records)).lines())
                .filteredOn(line -> !line.contains("x".repeat(101)))
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextRenderer.USUAL_WIDTH));
    }

    @Test
    void defusesNamesInEveryRendering() {
        String name = "a\u001b[2J\n|<script>\u202e`b`,\"=1";
        Report report =
                report(List.of(Examples.measured(Examples.RUN, Examples.scenario(name, "conv", Map.of()), 1, 9)));
        for (String text : List.of(
                Rendered.text(report), Rendered.markdown(report), Rendered.csv(report), JsonReport.render(report))) {
            assertThat(text.replace("\r\n", "\n")).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
            assertThat(text).doesNotContain("a\n");
        }
        assertThat(Rendered.text(report)).doesNotContain("\u202e");
        assertThat(Rendered.markdown(report)).doesNotContain("<script>").contains("\\|&lt;script&gt;");
        assertThat(Rendered.csv(report)).contains("\"a\\u001b[2J\\u000a|<script>\\u202e`b`,\"\"=1\"");
    }

    @Test
    void ofNothingIsEmpty() {
        Report report = report(List.of());
        assertThat(report.relativeTo()).isEmpty();
        assertThat(Rendered.text(report)).isEmpty();
    }

    private static Report report(List<ResultRecord> records) {
        return Report.of(records, Optional.empty(), List.of());
    }

    private static List<ResultRecord> measured(int rounds) {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));
        for (int round = 1; round <= rounds; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 120_000_000));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 60_000_000));
        }
        return records;
    }

    private static Scenario fused(String workload, String lowering) {
        return Examples.scenario(workload, lowering, Map.of()).toBuilder()
                .graph(lowering, "skip-layer-norm")
                .build();
    }

    private static Row only(Report report) {
        List<Row> rows =
                report.rows().stream().filter(row -> row.speedUp().isPresent()).toList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Trial withWarning(Trial trial, Warning... warnings) {
        return trial.withWarnings(List.of(warnings));
    }

    @Test
    void aRowsHashIsThatOfItsScenarioHoweverMuchItsTrialsSay() {
        List<Row> rows = report(measured(3)).rows();
        assertThat(rows).allSatisfy(row -> assertThat(row.hashCode())
                .isEqualTo(row.summary().scenario().hashCode()));
        assertThat(rows.get(0)).isNotEqualTo(rows.get(1));
    }
}
