package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundNoiseTest {
    /** The examples of Kalibera and Jones' formula with a start of 4 s, a cycle of .34 s and a variance of 9 squared percent. */
    @ParameterizedTest
    @CsvSource({"0.003, 24", "0.005, 14", "0.01, 8", "0.1, 6"})
    void asksForFewerCyclesWhereProcessesDifferMore(double processEffect, int cycles) {
        assertThat(new RoundNoise(processEffect, 9e-4).cycles(4, .34, 2, 6, 32)).isEqualTo(cycles);
    }

    @Test
    void asksForAsManyAsThereMayBeWhereNoProcessEffectShows() {
        assertThat(new RoundNoise(0, 9e-4).cycles(4, .34, 2, 12, 32)).isEqualTo(32);
        assertThat(new RoundNoise(0, 9e-4).cycles(4, .34, 6, 12, 32)).isEqualTo(30);
        assertThat(new RoundNoise(0, 0).cycles(4, .34, 2, 12, 32)).isEqualTo(12);
    }

    @Test
    void doesNotGoBelowWhatTheRunBeganWith() {
        assertThat(new RoundNoise(.05, 9e-4).cycles(4, .34, 2, 12, 32)).isEqualTo(12);
        assertThat(new RoundNoise(.05, 9e-4).cycles(4, .34, 2, 1, 32)).isEqualTo(2);
    }

    /** Many rounds, so that the figures are known to 3%. */
    @Test
    void tellsWhatAProcessHasOfItsOwnFromWhatCyclesScatter() {
        SplittableRandom random = new SplittableRandom(2);
        double processEffect = .005;
        double noise = .02;
        int cycles = 12;
        List<HalfCycleRatio> rounds = new ArrayList<>();
        for (int round = 0; round < 2000; round++) {
            double own = Math.sqrt(2) * processEffect * random.nextGaussian();
            double[] candidate = new double[2 * cycles];
            double[] baseline = new double[2 * cycles];
            for (int half = 0; half < 2 * cycles; half++) {
                candidate[half] = own + noise * random.nextGaussian();
                baseline[half] = noise * random.nextGaussian();
            }
            rounds.add(HalfCycleRatio.of(candidate, baseline));
        }
        RoundNoise estimated = RoundNoise.of(List.of(rounds)).orElseThrow();
        // The median of 2 Q differences of two normal values has the variance pi / 2 * 2 noise^2 / (2 Q).
        assertThat(estimated.cycleVariance())
                .isEqualTo(Math.PI / 2 * noise * noise, within(.15 * Math.PI / 2 * noise * noise));
        assertThat(estimated.processEffect()).isEqualTo(processEffect, within(.1 * processEffect));
        assertThat(estimated.deviation(cycles)).isEqualTo(Math.sqrt(5e-5 + Math.PI / 2 * 4e-4 / 12), within(.0006));
    }

    @Test
    void isUnknownFromOneRoundAndFromTooFewCycles() {
        HalfCycleRatio round = new HalfCycleRatio(.01, 24, 12, 1e-4);
        assertThat(RoundNoise.of(List.of(List.of(round)))).isEmpty();
        HalfCycleRatio quick = HalfCycleRatio.of(new double[4], new double[4]);
        assertThat(RoundNoise.of(List.of(List.of(quick, quick)))).isEmpty();
    }

    @Test
    void neverHasANegativeProcessEffect() {
        HalfCycleRatio round = new HalfCycleRatio(.01, 24, 12, 1e-4);
        assertThat(RoundNoise.of(List.of(List.of(round, round))).orElseThrow().processEffect())
                .isZero();
    }
}
