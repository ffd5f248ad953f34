package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppingRuleTest {
    private static final StoppingRule ONE_PERCENT = new StoppingRule(0.01);

    @Test
    void takesFourMoreRoundsAfterTheTargetWasFirstMet() {
        assertThat(ONE_PERCENT.decide(List.of(steady(7))).stop()).isFalse();
        assertThat(ONE_PERCENT.decide(List.of(steady(8))).stop()).isTrue();
    }

    @Test
    void goesOnWhenTheFurtherRoundsShowMoreSpread() {
        assertThat(ONE_PERCENT
                        .decide(List.of(new double[] {2, 2, 2, 2, 2, 2, 2, 2.2}))
                        .stop())
                .isFalse();
    }

    @Test
    void stopsOnlyWhenEverySpeedUpIsKnownWellEnough() {
        double[] wild = {1, 2, 1, 2, 1, 2, 1, 2};
        assertThat(ONE_PERCENT.decide(List.of(steady(8), wild)).stop()).isFalse();
        assertThat(ONE_PERCENT.decide(List.of(steady(8), steady(8))).stop()).isTrue();
    }

    @Test
    void tellsTheWidestHalfWidthAsTheIntervalHasIt() {
        double[] ratios = {2.4, 2.5, 2.45, 2.61, 2.39, 2.5};
        GeometricMean mean = GeometricMean.of(ratios);
        double expected = (mean.spread().upper() - mean.spread().lower()) / 2 / mean.value();
        assertThat(ONE_PERCENT.decide(List.of(steady(6), ratios)).widest().getAsDouble())
                .isEqualTo(expected, within(1e-12));
    }

    @Test
    void hasNoHalfWidthBeforeTwoRounds() {
        assertThat(ONE_PERCENT.decide(List.of(new double[] {2})))
                .isEqualTo(new StoppingRule.Decision(false, java.util.OptionalDouble.empty()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.01, Double.NaN})
    void refusesATargetThatIsNoShare(double target) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoppingRule(target));
    }

    private static double[] steady(int rounds) {
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ratios[i] = 2.5 + 1e-4 * (i % 2);
        }
        return ratios;
    }
}
