package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.statistics.TurnsMachine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rule promises, by 500 gates each; the allowance is such that a rule with exactly the promised share fails here in
 * one of a thousand. {@code GateTables} does 10,000.
 */
class GateSimulationTest {
    private static final int GATES = 500;
    private static final long SEED = 20261126;

    private static int atMost(double share) {
        return BinomialDistribution.of(GATES, share).inverseSurvivalProbability(.001);
    }

    private static int atLeast(double share) {
        return BinomialDistribution.of(GATES, share).inverseCumulativeProbability(.001);
    }

    static Stream<Arguments> independentRounds() {
        return Stream.of(
                Arguments.of("normal .5%", Corpus.normal(.005)),
                Arguments.of("normal 1.2%", Corpus.normal(.012)),
                Arguments.of("normal 5%", Corpus.normal(.05)),
                Arguments.of("slow processes .5%", Corpus.slowProcesses(.005, .02)),
                Arguments.of("slow processes 5%", Corpus.slowProcesses(.05, .02)),
                Arguments.of("heavy tails .5%", Corpus.heavyTails(.005)),
                Arguments.of("heavy tails 5%", Corpus.heavyTails(.05)),
                Arguments.of("cloud, in turns", Corpus.turns(TurnsMachine.CLOUD, 16)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("independentRounds")
    void equalArmsFailInAtMostOneOfAThousand(String name, Corpus corpus) {
        GateSimulation gates = GateSimulation.of(corpus, 0, 36, GATES, SEED);
        assertThat(gates.fails()).as(gates.toString()).isLessThanOrEqualTo(atMost(.001));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("independentRounds")
    void theIntervalHoldsTheTrueRatioIn93Percent(String name, Corpus corpus) {
        for (double slowDown : new double[] {0, .01, .02}) {
            for (int rounds : new int[] {12, 36}) {
                GateSimulation gates = GateSimulation.of(corpus, slowDown, rounds, GATES, SEED);
                assertThat(gates.covered()).as(slowDown + ": " + gates).isGreaterThanOrEqualTo(atLeast(.93));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.005", "0.05"})
    void equalArmsWithDependentRoundsFailInAtMostFiveOfAThousand(double deviation) {
        GateSimulation gates = GateSimulation.of(Corpus.dependent(deviation, .3), 0, 36, GATES, SEED);
        assertThat(gates.fails()).as(gates.toString()).isLessThanOrEqualTo(atMost(.005));
    }

    static List<String> recordings() {
        return Corpus.recordings();
    }

    /** As they are, with processes of two modes, and with a ratio that wanders. */
    @ParameterizedTest
    @MethodSource("recordings")
    void equalArmsOfRecordedRoundsHardlyFail(String name) throws IOException {
        double[] logRatios = Corpus.recording(name);
        Corpus corpus = Corpus.recorded(logRatios);
        GateSimulation asTheyAre = GateSimulation.of(corpus, 0, 36, GATES, SEED);
        GateSimulation twoModes = GateSimulation.of(Corpus.bimodal(corpus, .125), 0, 36, GATES, SEED);
        GateSimulation drifting = GateSimulation.of(Corpus.drifting(logRatios), 0, 36, GATES, SEED);

        assertThat(logRatios).hasSizeGreaterThanOrEqualTo(60);
        assertThat(asTheyAre.fails()).as(asTheyAre.toString()).isLessThanOrEqualTo(atMost(.001));
        assertThat(asTheyAre.covered()).as(asTheyAre.toString()).isGreaterThanOrEqualTo(atLeast(.93));
        assertThat(twoModes.fails()).as(twoModes.toString()).isLessThanOrEqualTo(atMost(.001));
        assertThat(drifting.fails()).as(drifting.toString()).isLessThanOrEqualTo(atMost(.005));
    }

    @Test
    void roundsOfAQuietAndOfAContendedMachineAreRecorded() {
        assertThat(recordings()).containsExactly("quiet", "contended");
    }

    /** Share of FAILs at +2%, before control rounds and after them. */
    @ParameterizedTest
    @CsvSource({"0.005, 0, 12, 0.95, 0.94", "0.005, 0.02, 12, 0.94, 0.93", "0.012, 0, 36, 0.79, 0.75"})
    void findsTwoPercent(double deviation, double slowShare, int rounds, double before, double after) {
        GateSimulation gates = GateSimulation.of(Corpus.slowProcesses(deviation, slowShare), .02, rounds, GATES, SEED);
        assertThat(gates.fails()).as(gates.toString()).isGreaterThanOrEqualTo(atLeast(before));
        assertThat(gates.confirmed()).as(gates.toString()).isGreaterThanOrEqualTo(atLeast(after));
    }

    /** Slower by just the tolerance: the bounds are .0013 for a FAIL and .065 for a PASS. */
    @Test
    void keepsItsLevelsAtTheTolerance() {
        GateSimulation gates = GateSimulation.of(Corpus.normal(.005), .01, 36, GATES, SEED);
        assertThat(gates.fails()).as(gates.toString()).isLessThanOrEqualTo(atMost(.0013));
        assertThat(gates.passes()).as(gates.toString()).isLessThanOrEqualTo(atMost(.065));
    }

    @Test
    void looksNoLongerThanItHasTo() {
        GateSimulation equal = GateSimulation.of(Corpus.normal(.005), 0, 12, GATES, SEED);
        assertThat(equal.passes()).isEqualTo(GATES);
        assertThat(equal.rounds()).isEqualTo(6.1, within(.3));
    }

    /** Critical values of the U-test from Mann and Whitney's table: 23 at 5% for ten and ten, 5 at 5% for six and six. */
    @ParameterizedTest
    @CsvSource({"10, 23, 0.05", "6, 5, 0.05", "10, 10, 0.002"})
    void theUTestOfOtherToolsHasItsTablesCriticalValues(int n, int critical, double level) {
        assertThat(OtherRules.mannWhitney(firstWithU(n, critical), ranks(n))).isLessThan(level);
        assertThat(OtherRules.mannWhitney(firstWithU(n, critical + 1), ranks(n)))
                .isGreaterThanOrEqualTo(level);
    }

    /** Values between those of {@link #ranks}, of which u pairs are above. */
    private static double[] firstWithU(int n, int u) {
        double[] values = new double[n];
        int left = u;
        for (int i = 0; i < n; i++) {
            int above = Math.min(n, left);
            values[i] = above - .5;
            left -= above;
        }
        return values;
    }

    private static double[] ranks(int n) {
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            ranks[i] = i;
        }
        return ranks;
    }
}
