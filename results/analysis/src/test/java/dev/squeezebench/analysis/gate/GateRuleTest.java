package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles of Student's t are those of a separate program (numerical integration in Python). */
class GateRuleTest {
    private static final double LIMIT = Math.log(1.01);
    private static final double SIX_FAIL = 11.177710070260218;
    private static final double SIX_PASS = 2.756508521906653;
    private static final GateRule RULE = new GateRule(.01, 1);

    /** Log-ratios with exactly this mean, and this standard error over an even number of rounds. */
    private static double[] rounds(int count, double mean, double standardError) {
        double deviation = standardError * Math.sqrt(count - 1.0);
        return IntStream.range(0, count)
                .mapToDouble(i -> mean + (i % 2 == 0 ? deviation : -deviation))
                .toArray();
    }

    private static Evidence evidence(double... logRatios) {
        List<GateRound> rounds = new ArrayList<>();
        for (double logRatio : logRatios) {
            rounds.add(GateRound.ofLatency(logRatio));
        }
        return Evidence.of(rounds);
    }

    private static Verdict inconclusive(Verdict.Reason reason) {
        return new Verdict.Inconclusive(reason);
    }

    private static Verdict verdict(double... logRatios) {
        return RULE.latency(evidence(logRatios)).verdict();
    }

    @Test
    void failsAtSixRoundsOnlyBeyondItsLevelsBound() {
        assertThat(verdict(rounds(6, LIMIT + (SIX_FAIL + .001) * 1e-3, 1e-3))).isEqualTo(new Verdict.Fail());
        assertThat(verdict(rounds(6, LIMIT + (SIX_FAIL - .001) * 1e-3, 1e-3)))
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
    }

    @Test
    void passesAtSixRoundsOnlyBeyondItsLevelsBound() {
        assertThat(verdict(rounds(6, LIMIT - (SIX_PASS + .001) * 1e-3, 1e-3))).isEqualTo(new Verdict.Pass());
        assertThat(verdict(rounds(6, LIMIT - (SIX_PASS - .001) * 1e-3, 1e-3)))
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 4.3272779365725, 2.4906639332948544",
        "24, 4.693189001063729, 2.8073356837558094",
        "36, 3.9140801093526534, 2.723805589175754"
    })
    void hasALevelForEachLook(int count, double fail, double pass) {
        assertThat(verdict(rounds(count, LIMIT + (fail + .002) * 1e-3, 1e-3))).isEqualTo(new Verdict.Fail());
        assertThat(verdict(rounds(count, LIMIT + (fail - .002) * 1e-3, 1e-3)))
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
        assertThat(verdict(rounds(count, LIMIT - (pass + .002) * 1e-3, 1e-3))).isEqualTo(new Verdict.Pass());
        assertThat(verdict(rounds(count, LIMIT - (pass - .002) * 1e-3, 1e-3)))
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
    }

    @Test
    void looksAtNoOtherNumberOfRounds() {
        double[] clear = rounds(8, LIMIT + .02, 1e-3);
        double[] noisyStart = clear.clone();
        noisyStart[0] = LIMIT - .02;
        assertThat(verdict(noisyStart)).isEqualTo(inconclusive(Verdict.Reason.NOISE));
        assertThat(IntStream.rangeClosed(0, 36)
                        .mapToObj(n -> GateRule.nextLook(n, true))
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .distinct())
                .containsExactly(6, 9, 12, 18, 24, 36);
    }

    @Test
    void endsAtTwelveRoundsUnlessContinued() {
        assertThat(GateRule.nextLook(9, false)).hasValue(12);
        assertThat(GateRule.nextLook(12, false)).isEmpty();
        assertThat(GateRule.nextLook(12, true)).hasValue(18);
        assertThat(GateRule.nextLook(36, true)).isEmpty();
    }

    @Test
    void doesNotTakeBackWhatALookDecided() {
        double[] passedAtSix = rounds(12, LIMIT + .02, 1e-3);
        System.arraycopy(rounds(6, 0, 1e-4), 0, passedAtSix, 0, 6);
        Finding finding = RULE.latency(evidence(passedAtSix));
        assertThat(finding.verdict()).isEqualTo(new Verdict.Pass());
        assertThat(finding.rounds()).isEqualTo(6);
    }

    @Test
    void sharesTheLevelOfAFailureAmongScenarios() {
        // t at .00005 / 4 with 5 degrees of freedom.
        double bound = 14.855990952764841;
        GateRule four = new GateRule(.01, 4);
        assertThat(four.latency(evidence(rounds(6, LIMIT + (bound + .002) * 1e-3, 1e-3)))
                        .verdict())
                .isEqualTo(new Verdict.Fail());
        assertThat(four.latency(evidence(rounds(6, LIMIT + (bound - .002) * 1e-3, 1e-3)))
                        .verdict())
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
        assertThat(four.latency(evidence(rounds(6, LIMIT - (SIX_PASS + .001) * 1e-3, 1e-3)))
                        .verdict())
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void passesNoCandidateThatIsFarOffMoreOften() {
        double[] oneSlow = rounds(6, 0, 1e-4);
        oneSlow[3] = .25;
        assertThat(verdict(oneSlow)).isEqualTo(inconclusive(Verdict.Reason.SLOW_MORE_OFTEN));
        double[] baselineSlow = rounds(6, 0, 1e-4);
        baselineSlow[3] = -.25;
        assertThat(verdict(baselineSlow)).isEqualTo(new Verdict.Pass());
        double[] oneOfNine = rounds(9, 0, 1e-4);
        oneOfNine[3] = .25;
        assertThat(verdict(oneOfNine)).isEqualTo(new Verdict.Pass());
        double[] twoOfNine = oneOfNine.clone();
        twoOfNine[5] = .25;
        assertThat(verdict(twoOfNine)).isEqualTo(inconclusive(Verdict.Reason.SLOW_MORE_OFTEN));
    }

    @Test
    void doesNotJudgeTwoModes() {
        double[] slow = rounds(12, LIMIT + .04, 1e-4);
        for (int i = 0; i < 4; i++) {
            slow[3 * i] = .9;
        }
        assertThat(verdict(slow)).isEqualTo(inconclusive(Verdict.Reason.TWO_MODES));
    }

    @Test
    void hasNoAnswerBeforeTheFirstLook() {
        assertThat(verdict(rounds(4, .5, 1e-4))).isEqualTo(inconclusive(Verdict.Reason.TOO_FEW_ROUNDS));
        assertThat(verdict()).isEqualTo(inconclusive(Verdict.Reason.TOO_FEW_ROUNDS));
    }

    private static Evidence witnessed(double[] wall, double cpu, double share, boolean quiet) {
        List<GateRound> rounds = new ArrayList<>();
        for (double logRatio : wall) {
            rounds.add(new GateRound(
                    logRatio, Optional.of(new GateRound.CpuTime(cpu, share)), OptionalDouble.empty(), 0, quiet));
        }
        return Evidence.of(rounds);
    }

    @Test
    void failsByTheClockOnlyWhenCpuTimeAgrees() {
        double[] slow = rounds(12, LIMIT + .02, 1e-3);
        assertThat(RULE.latency(witnessed(slow, LIMIT * .51, 1, true)).verdict())
                .isEqualTo(new Verdict.Fail());
        assertThat(RULE.latency(witnessed(slow, LIMIT * .49, 1, true)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.CPU_DISAGREES));
    }

    @Test
    void asksNoWitnessThatDidNotWork() {
        double[] slow = rounds(12, LIMIT + .02, 1e-3);
        assertThat(RULE.latency(witnessed(slow, 0, .89, true)).verdict()).isEqualTo(new Verdict.Fail());
        List<GateRound> oneWithout = new ArrayList<>(witnessed(slow, 0, 1, true).rounds());
        oneWithout.set(0, GateRound.ofLatency(slow[0]));
        assertThat(RULE.latency(Evidence.of(oneWithout)).verdict()).isEqualTo(new Verdict.Fail());
    }

    @Test
    void neitherPassesNorFailsByCpuTimeAlone() {
        assertThat(RULE.latency(witnessed(rounds(12, 0, 1e-4), .2, 1, true)).verdict())
                .isEqualTo(new Verdict.Pass());
        double[] unclear = rounds(12, LIMIT, 1e-3);
        assertThat(RULE.latency(witnessed(unclear, .2, 1, true)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
        assertThat(RULE.latency(witnessed(unclear, -.2, 1, true)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.NOISE));
    }

    @Test
    void believesTheClockAloneAfter24QuietRounds() {
        double[] slow = rounds(24, LIMIT + .02, 1e-3);
        assertThat(RULE.latency(witnessed(slow, 0, 1, true)).verdict()).isEqualTo(new Verdict.Fail());
        assertThat(RULE.latency(witnessed(slow, 0, 1, false)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.CPU_DISAGREES));
        List<GateRound> mixed = new ArrayList<>(
                witnessed(rounds(24, LIMIT + .02, 1e-3), 0, 1, true).rounds());
        mixed.set(2, new GateRound(slow[2], mixed.get(2).cpu(), OptionalDouble.empty(), 0, false));
        assertThat(RULE.latency(Evidence.of(mixed)).verdict()).isEqualTo(inconclusive(Verdict.Reason.CPU_DISAGREES));
    }

    @Test
    void takesAFailureBackWhenBaselineAgainstItselfShowsTheSame() {
        List<GateRound> slow = evidence(rounds(12, LIMIT + .02, 1e-4)).rounds();
        List<Double> same = List.of(.02, .021, .019, .02, .0205, .0195);
        List<Double> nothing = List.of(0.0, .001, -.001, 0.0, .0005, .0001);
        assertThat(RULE.latency(new Evidence(slow, same, false)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.CONTROLS_AGREE));
        assertThat(RULE.latency(new Evidence(slow, nothing, false)).verdict()).isEqualTo(new Verdict.Fail());
    }

    @Test
    void leavesAFailureThatControlsExplainOnlyASmallPartOf() {
        List<Double> controls = List.of(.02, .021, .019, .02, .0205, .0195);
        List<GateRound> twice = evidence(rounds(12, LIMIT + .69, 1e-4)).rounds();
        assertThat(RULE.latency(new Evidence(twice, controls, false)).verdict()).isEqualTo(new Verdict.Fail());
        // Controls that scatter so widely may show anything.
        List<Double> wide = List.of(.02, .7, -.5, .9, -.6, .3);
        assertThat(RULE.latency(new Evidence(twice, wide, false)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.CONTROLS_AGREE));
    }

    @Test
    void leavesAFailureWhereControlsAreOffByChance() {
        // Twelve rounds scatter by 1.03%, so that six controls are off by more than .98% in 1%.
        List<GateRound> slow =
                evidence(rounds(12, LIMIT + .02, .0103 / Math.sqrt(12))).rounds();
        List<Double> chance = List.of(.0096, .0096, .0096, .0096, .0096, .0097);
        List<Double> more = List.of(.0099, .0099, .0099, .0099, .0099, .00991);
        assertThat(RULE.latency(new Evidence(slow, chance, false)).verdict()).isEqualTo(new Verdict.Fail());
        assertThat(RULE.latency(new Evidence(slow, more, false)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.CONTROLS_AGREE));
    }

    @Test
    void doesNotJudgeSittingsThatDisagree() {
        double[] first = rounds(6, LIMIT, 1e-3);
        double[] second = rounds(6, LIMIT + .03, 1e-3);
        List<GateRound> oneSitting = new ArrayList<>();
        List<GateRound> twoSittings = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double logRatio = i < 6 ? first[i] : second[i - 6];
            oneSitting.add(GateRound.ofLatency(logRatio));
            twoSittings.add(new GateRound(logRatio, Optional.empty(), OptionalDouble.empty(), i < 6 ? 0 : 1, true));
        }
        assertThat(RULE.latency(Evidence.of(oneSitting)).verdict()).isEqualTo(inconclusive(Verdict.Reason.NOISE));
        assertThat(RULE.latency(Evidence.of(twoSittings)).verdict())
                .isEqualTo(inconclusive(Verdict.Reason.SITTINGS_DISAGREE));
    }

    @Test
    void judgesMemoryByTheSameRule() {
        GateRule fivePercent = new GateRule(.05, 1);
        List<GateRound> more = new ArrayList<>();
        List<GateRound> asMuch = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            more.add(new GateRound(0, Optional.empty(), OptionalDouble.of(Math.log(1.08) + i * 1e-4), 0, true));
            asMuch.add(new GateRound(0, Optional.empty(), OptionalDouble.of(i * 1e-4), 0, true));
        }
        assertThat(fivePercent.memory(Evidence.of(more)).orElseThrow().verdict())
                .isEqualTo(new Verdict.Fail());
        assertThat(fivePercent.memory(Evidence.of(asMuch)).orElseThrow().verdict())
                .isEqualTo(new Verdict.Pass());
        assertThat(fivePercent.memory(evidence(rounds(6, 0, 1e-4)))).isEmpty();
    }

    @Test
    void failsWithOneScenarioAndPassesWithAll() {
        Verdict noise = inconclusive(Verdict.Reason.NOISE);
        assertThat(Verdict.of(List.of(new Verdict.Pass(), new Verdict.Pass()))).isEqualTo(new Verdict.Pass());
        assertThat(Verdict.of(List.of(new Verdict.Pass(), noise))).isEqualTo(noise);
        assertThat(Verdict.of(List.of(noise, new Verdict.Pass(), new Verdict.Fail())))
                .isEqualTo(new Verdict.Fail());
    }

    /** Half a percent of scatter: the smallest effect said to be visible is what a simulation finds in 95% of gates. */
    @Test
    void saysWhatWouldHaveBeenSeenAsASimulationHasIt() {
        Finding finding = RULE.latency(evidence(rounds(12, LIMIT, .005 / Math.sqrt(12))));
        double simulated = new GatePower(RULE, .005, 12, 7).smallestFound().getAsDouble();
        assertThat(finding.smallestVisible().getAsDouble()).isEqualTo(simulated, within(.0008));
        assertThat(RULE.latency(evidence(rounds(4, 0, 1e-4))).smallestVisible()).isEmpty();
    }

    @Test
    void saysHowManyRoundsItWouldTake() {
        // sd 1%, .5% below the limit: ((2.05 + 1.645) / .5)^2; above it ((3.24 + 1.645) / .5)^2.
        double error = .01 / Math.sqrt(12);
        assertThat(RULE.latency(evidence(rounds(12, LIMIT - .005, error))).roundsNeeded())
                .hasValue(55);
        assertThat(RULE.latency(evidence(rounds(12, LIMIT + .005, error))).roundsNeeded())
                .hasValue(96);
        assertThat(RULE.latency(evidence(rounds(12, LIMIT, error))).roundsNeeded())
                .isEmpty();
    }

    @Test
    void refusesNoTolerance() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GateRule(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new GateRule(.01, 0));
    }
}
