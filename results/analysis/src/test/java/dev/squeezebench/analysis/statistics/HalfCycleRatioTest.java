package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfCycleRatioTest {
    private static final int CYCLES = 12;

    /** ABBA, BAAB, ...: the arm that comes first in a half-cycle comes second in the next. */
    private static double[] turnsOf(boolean candidate, java.util.function.IntToDoubleFunction at) {
        double[] turns = new double[2 * CYCLES];
        for (int half = 0; half < turns.length; half++) {
            boolean candidateFirst = (half / 2 + half) % 2 == 0;
            turns[half] = at.applyAsDouble(2 * half + (candidate == candidateFirst ? 0 : 1));
        }
        return turns;
    }

    @Test
    void doesNotSeeALinearDrift() {
        double[] candidate = turnsOf(true, turn -> Math.log(1.02) + .004 * turn);
        double[] baseline = turnsOf(false, turn -> .004 * turn);
        assertThat(HalfCycleRatio.of(candidate, baseline).logRatio()).isEqualTo(Math.log(1.02), within(1e-12));
    }

    @Test
    void doesNotSeeABurstThatMeetsBothNorItsEdges() {
        double[] candidate = turnsOf(true, turn -> Math.log(1.02) + (turn >= 7 && turn < 30 ? Math.log(1.4) : 0));
        double[] baseline = turnsOf(false, turn -> turn >= 7 && turn < 30 ? Math.log(1.4) : 0);
        assertThat(HalfCycleRatio.of(candidate, baseline).logRatio()).isEqualTo(Math.log(1.02), within(1e-12));
    }

    @Test
    void doesNotSeeThatABurstSlowsOneArmMoreThanTheOther() {
        // Ten of 24 half-cycles: together with the noise of the others the median would be off.
        double[] noise = {.003, -.002, .001, -.003, .002, -.001};
        double[] candidate =
                turnsOf(true, turn -> Math.log(1.02) + noise[turn % 6] + (turn >= 8 && turn < 28 ? Math.log(1.47) : 0));
        double[] baseline = turnsOf(false, turn -> noise[turn % 5] + (turn >= 8 && turn < 28 ? Math.log(1.4) : 0));
        HalfCycleRatio ratio = HalfCycleRatio.of(candidate, baseline);
        assertThat(ratio.logRatio()).isEqualTo(Math.log(1.02), within(.002));
        assertThat(ratio.halfCycles()).isEqualTo(14);
    }

    @Test
    void keepsTheHalfCyclesInWhichOneArmAloneIsSlow() {
        double[] candidate = turnsOf(true, turn -> turn < 18 ? Math.log(1.4) : 0);
        double[] baseline = turnsOf(false, turn -> 0);
        assertThat(HalfCycleRatio.of(candidate, baseline).halfCycles()).isEqualTo(2 * CYCLES);
    }

    @Test
    void keepsAllWhereMostOfTheRoundWasSlow() {
        double[] candidate = turnsOf(true, turn -> turn < 30 ? Math.log(1.4) : 0);
        double[] baseline = turnsOf(false, turn -> turn < 30 ? Math.log(1.4) : 0);
        assertThat(HalfCycleRatio.of(candidate, baseline).halfCycles()).isEqualTo(2 * CYCLES);
    }

    @Test
    void doesNotSeeThatWhoeverGoesFirstInACycleIsSlower() {
        double[] candidate = turnsOf(true, turn -> turn % 4 == 0 ? Math.log(1.3) : 0);
        double[] baseline = turnsOf(false, turn -> turn % 4 == 0 ? Math.log(1.3) : 0);
        assertThat(HalfCycleRatio.of(candidate, baseline).logRatio()).isEqualTo(0, within(1e-12));
    }

    @Test
    void tellsWhatItCostsToBeTheFirstOfACycle() {
        double[] candidate = turnsOf(true, turn -> .05 + .001 * turn + (turn % 4 == 0 ? Math.log(1.3) : 0));
        double[] baseline = turnsOf(false, turn -> .001 * turn + (turn % 4 == 0 ? Math.log(1.3) : 0));
        boolean[] candidateFirst = new boolean[CYCLES];
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            candidateFirst[cycle] = cycle % 2 == 0;
        }
        double effect = HalfCycleRatio.placeEffect(HalfCycleRatio.logRatios(candidate, baseline), candidateFirst);
        // The drift of .001 a turn is two turns longer for the arm that encloses the other.
        assertThat(effect).isEqualTo(Math.log(1.3) - .002, within(1e-12));
    }

    @Test
    void averagesTheLogarithmsOfATurn() {
        assertThat(HalfCycleRatio.meanLog(1e6, 4e6)).isEqualTo(Math.log(2e6), within(1e-12));
    }

    /** The variance over the rounds, seen from outside, is what a round says of itself; the standard error is 2%. */
    @Test
    void knowsItsOwnNoise() {
        SplittableRandom random = new SplittableRandom(1);
        int rounds = 4000;
        double squares = 0;
        double said = 0;
        for (int round = 0; round < rounds; round++) {
            double[] candidate = new double[2 * 16];
            double[] baseline = new double[2 * 16];
            Arrays.setAll(candidate, i -> .02 * random.nextGaussian());
            Arrays.setAll(baseline, i -> .02 * random.nextGaussian());
            HalfCycleRatio ratio = HalfCycleRatio.of(candidate, baseline);
            squares += ratio.logRatio() * ratio.logRatio();
            said += ratio.cycleVariance() / ratio.cycles();
        }
        assertThat(said / squares).isBetween(.85, 1.15);
    }

    @Test
    void refusesTurnsThatDoNotPair() {
        assertThatIllegalArgumentException().isThrownBy(() -> HalfCycleRatio.of(new double[3], new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> HalfCycleRatio.of(new double[2], new double[4]));
    }
}
