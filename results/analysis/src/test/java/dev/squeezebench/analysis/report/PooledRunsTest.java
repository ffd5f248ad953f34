package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PooledRunsTest {
    private final List<ResultRecord> records = new ArrayList<>();

    private void begin(String run) {
        records.add(Examples.run(run, false));
        records.add(Examples.environment(run));
    }

    /** A run in which bert takes {@code baseMs} and squeezebert half of that, with a scatter of 1% either way. */
    private void run(String run, int rounds, double baseMs) {
        begin(run);
        for (int round = 1; round <= rounds; round++) {
            double scatter = round % 2 == 0 ? 1.01 : 0.99;
            records.add(Examples.measured(run, Examples.BERT, round, Math.round(baseMs * 1e6 * scatter)));
            records.add(Examples.measured(run, Examples.SQUEEZE, round, Math.round(baseMs * 0.5e6 / scatter)));
        }
    }

    private Report report() {
        return Report.of(records, Optional.empty(), List.of());
    }

    private static LatencySummary latency(Report report, int row) {
        return report.rows().get(row).summary().latency().orElseThrow();
    }

    @Test
    void twoRunsAreTwoValuesHoweverManyRoundsTheyHave() {
        run("quiet", 6, 100);
        run("busy", 12, 120);
        LatencySummary bert = latency(report(), 0);

        assertThat(bert.runs()).containsOnlyKeys("quiet", "busy");
        double quiet = Objects.requireNonNull(bert.runs().get("quiet")).value();
        double busy = Objects.requireNonNull(bert.runs().get("busy")).value();
        assertThat(bert.median().value()).isEqualTo(Math.sqrt(quiet * busy), within(1e-3));
        assertThat(bert.median().count()).isEqualTo(18);
        assertThat(bert.median().spread())
                .isEqualTo(new Spread.Range(
                        bert.runs().get("quiet").spread().lower(),
                        bert.runs().get("busy").spread().upper()));
    }

    @Test
    void theSittingsOfAResumedRunAreBlocksAsRunsAre() {
        run("r", 6, 100);
        Environment first = Examples.environment("r");
        Instant resumed = first.at().plusSeconds(3600);
        records.add(new Environment(
                "r",
                resumed,
                first.device(),
                first.host(),
                first.cpu(),
                first.memory(),
                first.virtualisation(),
                first.os(),
                first.vm(),
                first.state()));
        for (int round = 7; round <= 12; round++) {
            for (Scenario scenario : List.of(Examples.BERT, Examples.SQUEEZE)) {
                records.add(later(Examples.measured("r", scenario, round, 120_000_000), resumed.plusSeconds(round)));
            }
        }
        LatencySummary bert = latency(report(), 0);

        assertThat(bert.runs()).containsOnlyKeys("r, sitting 1", "r, sitting 2");
        assertThat(bert.median().spread()).isInstanceOf(Spread.Range.class);
        assertThat(report().rows().get(1).speedUp().orElseThrow().runs()).hasSize(2);
        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains("resumed, in 2 sittings: an estimate is the geometric mean of the sittings' own");
    }

    private static Trial later(Trial trial, Instant at) {
        return new Trial.Builder(trial.run(), at, trial.scenario())
                .device(trial.device())
                .place(trial.round(), trial.order())
                .outcome(trial.outcome())
                .samples(trial.samples())
                .outputCheck(trial.outputCheck())
                .build();
    }

    @Test
    void theReportShowsEachRunBelowAndSaysHowTheyWerePooled() {
        run("quiet", 6, 100);
        run("busy", 4, 120);
        String text = Rendered.text(report()).replaceAll("\\s+", " ");

        assertThat(text)
                .contains(
                        "2 runs pooled, 1 unfinished: an estimate is the geometric mean of the runs' own",
                        "run busy of 2026-11-23T12:34:56Z by squeezebench 0.1.0 (unfinished)",
                        "run quiet 99.99 ms 98.85-101.2 6",
                        "run busy 120.0 ms range 118.8-121.2 4");
        assertThat(JsonReport.render(report()))
                .contains("\"by_run\":[{\"run\":\"quiet\",\"latency_ns\":99995000", "\"unfinished\":true");
    }

    @Test
    void runsThatDifferByMoreThanTheirIntervalsAreNamed() {
        run("quiet", 6, 100);
        run("busy", 6, 120);
        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains("runs_disagree: latency differs between runs by more than their intervals explain:"
                        + " 50.00 to 99.99 ms in run quiet, 60.00 to 120.0 ms in run busy");
        assertThat(Rendered.csv(report())).contains("runs_disagree");
    }

    @Test
    void runsThatAgreeAreNot() {
        run("one", 6, 100);
        run("other", 6, 100.5);
        assertThat(Rendered.csv(report())).doesNotContain("runs_disagree");
    }

    @Test
    void aRunIsUnfinishedWhereItsLastRoundLacksAScenario() {
        run("r", 7, 100);
        assertThat(report().sections().get(0).unfinished()).isEmpty();
        records.add(Examples.measured("r", Examples.BERT, 8, 100));
        assertThat(report().sections().get(0).unfinished()).containsExactly("r");
    }

    @Test
    void whatWasMeasuredElsewhereAfterAResumptionIsNotPooled() {
        begin(Examples.RUN);
        records.add(trial(1, Examples.AT.plusSeconds(1), 100_000_000));
        Environment other = elsewhere(Examples.AT.plusSeconds(100));
        records.add(other);
        records.add(trial(2, Examples.AT.plusSeconds(101), 200_000_000));
        Report report = report();

        assertThat(report.sections())
                .extracting(Section::caption)
                .containsExactly(Examples.environment().caption(), other.caption());
        assertThat(report.rows()).extracting(row -> row.summary().trials()).containsExactly(1, 1);
    }

    private static Trial trial(int round, Instant at, long medianNs) {
        return new Trial.Builder(Examples.RUN, at, Examples.BERT)
                .place(round, 1)
                .outcome(new TrialOutcome.Measured())
                .samples(new Samples(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        LongSeries.of(),
                        LongSeries.of(medianNs),
                        LongSeries.of(),
                        LongSeries.of()))
                .outputCheck(new OutputCheck.NotChecked("none"))
                .build();
    }

    private static Environment elsewhere(Instant at) {
        Environment first = Examples.environment();
        return new Environment(
                first.run(),
                at,
                new Device("sha256:99999999", Device.Kind.COMPUTER, Optional.of("Another")),
                new Environment.Host(
                        Optional.of("sha256:99999999"),
                        first.host().user(),
                        first.host().manufacturer(),
                        Optional.of("Another"),
                        Optional.empty()),
                first.cpu(),
                first.memory(),
                first.virtualisation(),
                first.os(),
                first.vm(),
                first.state());
    }

    @Test
    void eachSectionHasItsOwnBaseline() {
        begin("full");
        records.add(Examples.measured("full", Examples.BERT, 1, 100));
        records.add(Examples.run("quick", true));
        records.add(Examples.environment("quick"));
        Scenario tiny = Examples.scenario("bert-tiny", "dense", Map.of());
        Scenario squeezeTiny = Examples.scenario("squeezebert-tiny", "conv", Map.of());
        records.add(Examples.measured("quick", squeezeTiny, 1, 1_100_000));
        records.add(Examples.measured("quick", tiny, 1, 1_000_000));
        Report report = report();

        assertThat(report.sections())
                .extracting(section -> section.baseline().text())
                .containsExactly("bert-base-uncased", "bert-tiny");
        assertThat(report.rows())
                .filteredOn(row -> row.speedUp().isPresent())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.summary().scenario()).isEqualTo(squeezeTiny);
                    assertThat(row.speedUp().orElseThrow().estimate().value()).isEqualTo(1 / 1.1, within(1e-9));
                });
        assertThat(report.warnings()).isEmpty();
    }
}
