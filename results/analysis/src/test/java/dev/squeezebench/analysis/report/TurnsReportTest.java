package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.analysis.statistics.YuenMean;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a report makes of trials that took turns. */
class TurnsReportTest {
    private final List<ResultRecord> records = new ArrayList<>(List.of(Examples.run(), Examples.environment()));

    private static Trial trial(Scenario scenario, String group, int round, long[] halfCyclesMs, long... aloneMs) {
        List<Samples.Turn> turns = new ArrayList<>();
        for (int half = 0; half < halfCyclesMs.length; half++) {
            turns.add(new Samples.Turn(half / 2 + 1, half % 2 + 1, 1, half + 1));
        }
        Trial trial = Examples.measured(Examples.RUN, scenario, round, 1_000_000);
        Samples samples = new Samples(
                trial.samples().loadNs(),
                trial.samples().firstInferenceNs(),
                LongSeries.of(),
                nanos(halfCyclesMs),
                LongSeries.of(),
                LongSeries.of());
        return trial.toBuilder()
                .group(Optional.of(group))
                .samples(samples.inTurns(turns, nanos(aloneMs), LongSeries.of()))
                .build();
    }

    private static LongSeries nanos(long... ms) {
        return LongSeries.of(Arrays.stream(ms).map(each -> each * 1_000_000).toArray());
    }

    /** A round in which the candidate takes so many milliseconds in each half-cycle and the baseline 200. */
    private void round(int round, long... candidateMs) {
        long[] baseline = new long[candidateMs.length];
        Arrays.fill(baseline, 200);
        records.add(trial(Examples.BERT, "g1", round, baseline));
        records.add(trial(Examples.SQUEEZE, "g1", round, candidateMs));
    }

    private Report report() {
        return Report.of(records, Optional.empty(), List.of());
    }

    private Row candidate() {
        return report().rows().get(1);
    }

    @Test
    void aSpeedUpIsTheMedianOverTheHalfCyclesOfARound() {
        // Logarithms' median of the four ratios: between 200/100 and 200/125. The medians' quotient is 200/112.5.
        round(1, 80, 100, 125, 160);

        SpeedUp speedUp = candidate().speedUp().orElseThrow();

        assertThat(speedUp.inTurns()).isTrue();
        assertThat(speedUp.estimate().value()).isCloseTo(200 / Math.sqrt(100 * 125), within(1e-12));
    }

    @Test
    void roundsFarOffAreSetAsideAndCounted() {
        for (int round = 1; round <= 12; round++) {
            // Two of twelve processes are slow by 28%.
            long ms = round % 6 == 5 ? 128 : 100;
            round(round, ms, ms);
        }

        SpeedUp speedUp = candidate().speedUp().orElseThrow();

        assertThat(speedUp.estimate().value()).isCloseTo(2, within(1e-12));
        assertThat(speedUp.estimate().spread())
                .isInstanceOfSatisfying(Spread.Interval.class, interval -> assertThat(interval.method())
                        .isEqualTo("set_aside_t98"));
        assertThat(speedUp.setAside()).isEqualTo(2);
        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains("2 of 12 rounds set aside: their ratios are far off the rest")
                .contains("in turns, typical of the rounds");
        assertThat(candidate().warnings()).noneMatch(warning -> warning.code().equals("two_modes"));
    }

    @Test
    void moreThanAQuarterFarOffAreTwoModes() {
        for (int round = 1; round <= 12; round++) {
            long ms = round % 3 == 0 ? 128 : 100;
            round(round, ms, ms);
        }

        assertThat(candidate().speedUp().orElseThrow().setAside()).isZero();
        assertThat(candidate().warnings())
                .filteredOn(warning -> warning.code().equals("two_modes"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).isEqualTo("4 of 12 rounds are far off the rest"));
    }

    @Test
    void nothingIsNarrowerThanHalfAPercentOnAnUnsteadyMachine() {
        for (int round = 1; round <= 8; round++) {
            round(round, 100, 100, 100, 100);
        }
        assertThat(candidate().speedUp().orElseThrow().estimate().spread().upper())
                .isCloseTo(2, within(1e-9));

        // Half of a trial's invocations are slow: the machine is unsteady, the round's ratio of neighbours still 2.
        records.add(trial(Examples.BERT, "g1", 9, new long[] {200, 200, 300, 300}));
        records.add(trial(Examples.SQUEEZE, "g1", 9, new long[] {100, 100, 150, 150}));

        assertThat(candidate().speedUp().orElseThrow().estimate().spread().upper())
                .isCloseTo(2 * 1.005, within(1e-9));
    }

    @Test
    void trialsOneByOneAreTrimmed() {
        for (int round = 1; round <= 10; round++) {
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, 200_000_000));
            // Yuen leaves out the lowest and the highest two of ten.
            records.add(
                    Examples.measured(Examples.RUN, Examples.SQUEEZE, round, round <= 2 ? 300_000_000 : 100_000_000));
        }

        SpeedUp speedUp = candidate().speedUp().orElseThrow();

        assertThat(speedUp.inTurns()).isFalse();
        assertThat(speedUp.estimate().value()).isCloseTo(2, within(1e-12));
        assertThat(speedUp.estimate().spread())
                .isInstanceOfSatisfying(Spread.Interval.class, interval -> assertThat(interval.method())
                        .isEqualTo("yuen_20_t9825"));
    }

    @Test
    void roundsOfDifferentGroupsAreNotPaired() {
        records.add(trial(Examples.BERT, "g1", 1, new long[] {200, 200}));
        records.add(trial(Examples.SQUEEZE, "g2", 1, new long[] {100, 100}));

        assertThat(candidate().speedUp()).isEmpty();
    }

    @Test
    void trialsOfAVoidRoundAreCountedWithTheReason() {
        round(1, 100, 100);
        records.add(trial(Examples.SQUEEZE, "g1", 2, new long[] {100, 100})
                .withOutcome(new TrialOutcome.Invalid(List.of("round_void"))));
        records.add(new RoundRecord(
                Examples.RUN,
                Examples.AT,
                "g1",
                2,
                1,
                List.of(Examples.BERT.id(), Examples.SQUEEZE.id()),
                1,
                Optional.of("bert-base-uncased was killed by signal 9")));

        assertThat(candidate().summary().excluded())
                .containsExactly(
                        new ExcludedTrials("invalid", "round_void: bert-base-uncased was killed by signal 9", 1));
    }

    @Test
    void theTailIsThatOfEachRoundsBlockInARow() {
        long[] block = LongStream.rangeClosed(101, 120).toArray();
        for (int round = 1; round <= 6; round++) {
            records.add(trial(Examples.SQUEEZE, "g1", round, new long[] {500, 500}, block));
        }

        assertThat(report().rows().get(0).summary().latency().orElseThrow().p90())
                .isInstanceOfSatisfying(Percentile.Carried.class, carried -> {
                    // Type 7 of 101..120 at .9 is 101 + .9 * 19, the same in each round.
                    assertThat(carried.value()).isCloseTo(118.1e6, within(1e-3));
                    assertThat(carried.spread()).isPresent();
                });
    }

    @Test
    void fewerThanSixBlocksGiveARangeThatIsCalledOne() {
        for (int round = 1; round <= 6; round++) {
            long[] block = new long[round == 3 ? 0 : 20];
            Arrays.fill(block, round == 1 ? 110 : 100);
            records.add(trial(Examples.SQUEEZE, "g1", round, new long[] {100, 100}, block));
        }

        assertThat(report().rows().get(0).summary().latency().orElseThrow().p90())
                .isInstanceOfSatisfying(Percentile.Carried.class, carried -> assertThat(
                                carried.spread().orElseThrow())
                        .isInstanceOfSatisfying(Spread.Range.class, range -> {
                            assertThat(range.lower()).isCloseTo(100e6, within(1e-3));
                            assertThat(range.upper()).isCloseTo(110e6, within(1e-3));
                        }));
        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains(
                        "p90: a range over blocks of each process by itself, no interval: fewer than 6 rounds ended with"
                                + " one; the lowest was ");
    }

    @Test
    void withoutASecondBlockThereIsNoP90AndTheHighestOfTwentyIsNoP99() {
        for (int round = 1; round <= 6; round++) {
            long[] block =
                    round > 1 ? new long[0] : LongStream.rangeClosed(101, 120).toArray();
            records.add(trial(Examples.SQUEEZE, "g1", round, new long[] {100, 100}, block));
        }

        LatencySummary latency = report().rows().get(0).summary().latency().orElseThrow();
        assertThat(latency.p90()).isEqualTo(new Percentile.TooFewRounds(.9, 1));
        assertThat(latency.p99()).isEqualTo(new Percentile.NotCarried(.99, 20, 662));
        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains("no p90: fewer than 2 rounds ended with a block of each process by itself");
    }

    @Test
    void saysWhenAnInvocationInARowTakesLongerThanInTurns() {
        for (int round = 1; round <= 3; round++) {
            records.add(trial(Examples.SQUEEZE, "g1", round, new long[] {100, 100}, 96, 96 + round, 96));
        }

        assertThat(Rendered.text(report()).replaceAll("\\s+", " "))
                .contains(
                        "invoked in a row, while the others wait, it takes 0.960x (range 0.960-0.960) of what it takes"
                                + " in turns");
    }

    @Test
    void saysNothingWhereBothAreTheSame() {
        for (int round = 1; round <= 3; round++) {
            records.add(trial(Examples.SQUEEZE, "g1", round, new long[] {100, 100}, 99, 101, 100));
        }

        assertThat(Rendered.text(report())).doesNotContain("in a row");
    }

    /** Each size is a group of its own, so that a round has one trial of a target in each group. */
    @Test
    void aCrossoverIsFoundThoughEachSizeTakesTurnsByItself() {
        for (int round = 1; round <= 3; round++) {
            for (int batch : new int[] {1, 2, 4, 8}) {
                String group = "b" + batch;
                long cpu = 100L * batch;
                long gpu = 240 + 20L * batch;
                records.add(trial(Examples.BERT.toBuilder().batch(batch).build(), group, round, new long[] {cpu, cpu}));
                records.add(trial(
                        Examples.BERT.toBuilder()
                                .batch(batch)
                                .acceleration("cuda")
                                .build(),
                        group,
                        round,
                        new long[] {gpu, gpu}));
            }
        }

        // 100 b = 240 + 20 b at 3; between 2 and 4 straight on logarithms: ratios 200/280 and 400/320.
        double expected = 2 * Math.pow(2, Math.log(1.4) / Math.log(1.25 * 1.4));
        assertThat(report().sections().get(0).crossovers())
                .singleElement()
                .extracting(AcceleratorCrossover::sentence)
                .asString()
                .contains(String.format(java.util.Locale.ROOT, "at batch %.2f", expected));
    }

    @Test
    void ofARunThatMeasuredBothWaysTheSpeedUpIsTheOneInTurnsAndBothScattersAreShown() {
        double[] oneByOne = new double[6];
        double[] inTurns = new double[6];
        for (int round = 1; round <= 6; round++) {
            long baseline = round % 2 == 0 ? 240 : 200;
            records.add(Examples.measured(Examples.RUN, Examples.BERT, round, baseline * 1_000_000));
            records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 100_000_000));
            long candidate = round % 2 == 0 ? 101 : 100;
            round(round, candidate, candidate);
            oneByOne[round - 1] = Math.log(baseline / 100.0);
            inTurns[round - 1] = Math.log(200.0 / candidate);
        }

        Report report = report();

        assertThat(report.rows()).hasSize(2);
        SpeedUp speedUp = candidate().speedUp().orElseThrow();
        assertThat(speedUp.inTurns()).isTrue();
        assertThat(speedUp.rounds()).hasSize(6);
        assertThat(report.sections().get(0).bothWays()).singleElement().satisfies(both -> {
            // Half of the rounds lie apart by log 1.2, by log 1.01 in turns: sd = distance x sqrt(6/4 / 5).
            assertThat(both.oneByOne().deviation()).isCloseTo(Math.log(1.2) * Math.sqrt(0.3), within(1e-12));
            assertThat(both.inTurns().deviation()).isCloseTo(Math.log(1.01) * Math.sqrt(0.3), within(1e-12));
            assertThat(both.oneByOne().halfWidth().orElseThrow())
                    .isCloseTo(YuenMean.of(oneByOne).halfWidth(), within(1e-12));
            assertThat(both.inTurns().halfWidth().orElseThrow())
                    .isCloseTo(SetAside.of(inTurns).halfWidth(), within(1e-12));
            assertThat(both.oneByOne().rounds()).isEqualTo(6);
        });
        assertThat(Rendered.text(report)).contains("9.99%", "0.55%").doesNotContain("not_interleaved");
    }

    @Test
    void scenariosThatNeverTookTurnsAreNoSecondWay() {
        records.add(Examples.measured(Examples.RUN, Examples.BERT, 1, 200_000_000));
        records.add(Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 100_000_000));

        assertThat(report().sections().get(0).bothWays()).isEmpty();
        assertThat(candidate().speedUp().orElseThrow().estimate().value()).isCloseTo(2, within(1e-12));
    }
}
