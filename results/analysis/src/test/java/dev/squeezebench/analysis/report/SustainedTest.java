package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rounds of minutes with six turns of each arm, ten seconds apart; latencies and what follows from them by hand. */
class SustainedTest {
    private static final long BEGIN_NS = 7_000_000_000_000L;
    private static final long MILLISECOND = 1_000_000;
    private static final int TURNS_OF_A_MINUTE = 6;

    /** Two invocations a turn, a quarter below and above the minute's latency in turn: their median is that latency. */
    private static Trial trial(Scenario scenario, int place, int... minutesMs) {
        List<Samples.Turn> turns = new ArrayList<>();
        long[] ns = new long[minutesMs.length * TURNS_OF_A_MINUTE * 3];
        int half = 0;
        for (int ms : minutesMs) {
            for (int turn = 0; turn < TURNS_OF_A_MINUTE; turn++, half++) {
                ns[3 * half] = ms * MILLISECOND * 3 / 4;
                ns[3 * half + 1] = ms * MILLISECOND;
                ns[3 * half + 2] = ms * MILLISECOND * 5 / 4;
                turns.add(new Samples.Turn(
                        half / 2 + 1, half % 2 == 0 ? place : 5 - place, 3, BEGIN_NS + half * 10_000_000_000L + place));
            }
        }
        Trial trial = Examples.measured(Examples.RUN, scenario, 1, MILLISECOND);
        return trial.toBuilder()
                .group(Optional.of("g1"))
                .samples(new Samples(
                                trial.samples().loadNs(),
                                trial.samples().firstInferenceNs(),
                                LongSeries.of(),
                                LongSeries.of(ns),
                                LongSeries.of(),
                                LongSeries.of())
                        .inTurns(turns, LongSeries.of(), LongSeries.of()))
                .build();
    }

    private static Report report(boolean sustained, int... squeezeMs) {
        int[] bertMs = new int[squeezeMs.length];
        java.util.Arrays.fill(bertMs, 200);
        RunRecord run = Examples.run();
        List<ResultRecord> records = new ArrayList<>(List.of(
                new RunRecord(
                        run.run(),
                        run.at(),
                        run.version(),
                        run.commandLine(),
                        run.seed(),
                        sustained ? Map.of("sustain", squeezeMs.length + "m") : Map.of(),
                        false,
                        false,
                        Map.of()),
                Examples.environment()));
        records.add(trial(Examples.BERT, 1, bertMs));
        records.add(trial(Examples.SQUEEZE, 2, squeezeMs));
        return Report.of(records, Optional.empty(), List.of());
    }

    private static Sustained squeeze(int... minutesMs) {
        List<Sustained> all = Sustained.of(report(true, minutesMs).sections().get(0));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).ratios()).isEmpty();
        return all.get(1);
    }

    @Test
    void eachMinuteHasItsMedianAndItsRatio() {
        Sustained round = squeeze(100, 100, 160);
        assertThat(round.minutes())
                .containsExactly(
                        new Sustained.Minute(1, 100e6, 18),
                        new Sustained.Minute(2, 100e6, 18),
                        new Sustained.Minute(3, 160e6, 18));
        assertThat(round.ratios()).extracting(Sustained.Ratio::number).containsExactly(1, 2, 3);
        assertThat(round.ratios().get(0).median()).isCloseTo(2, within(1e-12));
        assertThat(round.ratios().get(2).median()).isCloseTo(1.25, within(1e-12));
        assertThat(round.ratios().get(2).halfCycles()).isEqualTo(6);
    }

    @Test
    void throttlingSetsInWhereEveryFurtherMinuteIsMoreThanFivePercentSlower() {
        assertThat(squeeze(100, 105, 106, 120).throttledFrom()).hasValue(3);
        assertThat(squeeze(100, 130, 100, 110).throttledFrom()).hasValue(4);
        assertThat(squeeze(100, 130, 100).throttledFrom()).isEmpty();
        assertThat(squeeze(100, 104, 105).throttledFrom()).isEmpty();
    }

    @Test
    void theFirstAndTheLastMinuteStandInTheReportWithARangeAndNoInterval() {
        Report report = report(true, 100, 125, 160);
        String text = Rendered.text(report).replaceAll("\\s+", " ");
        assertThat(text)
                .contains("one long round, by the minute", "minute 1", "minute 3", "+60.0%", "minute 2")
                .contains("2.00x (range 2.00x to 2.00x)", "1.25x (range 1.25x to 1.25x)", "a range and no interval")
                .doesNotContain("few_rounds", "no p90");
        assertThat(JsonReport.render(report))
                .contains("\"sustained\":[{", "\"throttled_from_minute\":2", "\"spread\":\"range\"");
    }

    @Test
    void ofOneMinuteNothingIsSaidTwice() {
        String text = Rendered.text(report(true, 100)).replaceAll("\\s+", " ");
        assertThat(text)
                .contains("speed-up in minute 1 ")
                .doesNotContain("minute 1 minute 1", "in minute 1 in minute 1", "change");
    }

    @Test
    void otherRunsHaveNone() {
        Report report = report(false, 100, 125, 160);
        assertThat(Sustained.of(report.sections().get(0))).isEmpty();
        assertThat(Rendered.text(report)).contains("few_rounds", "no p90");
        assertThat(JsonReport.render(report)).doesNotContain("sustained");
    }
}
