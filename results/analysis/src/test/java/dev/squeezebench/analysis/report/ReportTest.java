package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        assertThat(speedUp.estimate().spread().lower()).isEqualTo(2, within(1e-12));
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
        assertThat(TextReport.render(report))
                .contains("squeezebert-uncased/conv failed: at output_check: the outputs differ");
        assertThat(MarkdownReport.render(report)).contains("the outputs differ");
        assertThat(CsvReport.render(report)).contains(",failed,at output\\_check: ".replace("\\", ""));
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
        assertThat(TextReport.render(report)).contains("no speed-up: no trial of bert-base-uncased counts");
    }

    @Test
    void neverPoolsMachinesOrQuickRuns() {
        List<ResultRecord> records = measured(3);
        records.add(Examples.run("another", true));
        records.add(Examples.environment("another"));
        records.add(Examples.measured("another", Examples.BERT, 1, 1));
        Report report = report(records);
        assertThat(report.sections()).hasSize(2);
        assertThat(TextReport.render(report)).containsOnlyOnce("QUICK RUN");
        assertThat(MarkdownReport.render(report)).containsOnlyOnce("QUICK RUN");
        assertThat(CsvReport.render(report)).containsOnlyOnce(",true,false,");
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
        assertThat(TextReport.render(report(measured(5)))).contains("few_rounds");
        assertThat(TextReport.render(report(measured(6)))).doesNotContain("few_rounds");
    }

    @Test
    void saysThatTheClaimIsNotComparableWithBothNumbersAndBothMachines() {
        assertThat(TextReport.render(report(measured(6))).replaceAll("\\s+", " "))
                .contains("not comparable: measured 2.00x (95% interval 2.00-2.00) with onnxruntime-1.29.0:cpu"
                        + " (squeezebert-uncased/conv) on PowerEdge R650, AMD EPYC 7763 64-Core Processor (4 CPUs),"
                        + " claimed 4.3x on a Pixel 3 (Iandola et al. 2020,");
    }

    @Test
    void carriesTheMarkOfASoftwareAdapter() {
        Trial trial = Examples.measured(Examples.RUN, Examples.BERT, 1, 1_000_000);
        Report report = report(List.of(
                Examples.run(),
                withWarning(trial, new Warning(ScenarioSummary.SOFTWARE_ADAPTER, "drawn by the CPU", "use a GPU"))));
        assertThat(TextReport.render(report)).contains("software_adapter: drawn by the CPU (1 of 1 trials)");
        assertThat(MarkdownReport.render(report)).contains("software_adapter");
        assertThat(CsvReport.render(report)).contains(",false,true,");
        assertThat(JsonReport.render(report)).contains("\"software_adapter\":true");
    }

    @Test
    void countsTheTrialsThatCarryAWarningAndNotTheWarnings() {
        Trial trial = Examples.measured(Examples.RUN, Examples.BERT, 1, 1_000_000);
        Warning others = new Warning("contended", "others used the CPU", "stop them");
        Warning stolen = new Warning("contended", "the hypervisor kept some of it", "measure elsewhere");
        assertThat(TextReport.render(report(List.of(Examples.run(), withWarning(trial, others, stolen)))))
                .contains("contended: others used the CPU (1 of 1 trials)");
    }

    @Test
    void fitsAHundredColumnsWhateverTheNames() {
        List<ResultRecord> records = measured(5);
        records.add(Examples.measured(
                Examples.RUN,
                Examples.scenario("x".repeat(300), "batched-matmul", Map.of("o", "y".repeat(200))),
                1,
                1));
        records.add(Examples.measured(
                Examples.RUN, fused("squeezebert-uncased-with-a-long-name", "batched-matmul"), 1, 123_456_789_123L));
        assertThat(TextReport.render(report(records)).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextReport.WIDTH));
    }

    @Test
    void defusesNamesInEveryRendering() {
        String name = "a\u001b[2J\n|<script>\u202e`b`,\"=1";
        Report report =
                report(List.of(Examples.measured(Examples.RUN, Examples.scenario(name, "conv", Map.of()), 1, 9)));
        for (String text : List.of(
                TextReport.render(report),
                MarkdownReport.render(report),
                CsvReport.render(report),
                JsonReport.render(report))) {
            assertThat(text.replace("\r\n", "\n")).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
            assertThat(text).doesNotContain("a\n");
        }
        assertThat(TextReport.render(report)).doesNotContain("\u202e");
        assertThat(MarkdownReport.render(report)).doesNotContain("<script>").contains("\\|&lt;script&gt;");
        assertThat(CsvReport.render(report)).contains("\"a\\u001b[2J\\u000a|<script>\\u202e`b`,\"\"=1\"");
    }

    @Test
    void ofNothingIsEmpty() {
        Report report = report(List.of());
        assertThat(report.relativeTo()).isEmpty();
        assertThat(TextReport.render(report)).isEmpty();
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
}
