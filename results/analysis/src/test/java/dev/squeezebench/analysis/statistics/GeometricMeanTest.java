package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometricMeanTest {
    /** Rounding of a few operations in double precision. */
    private static final double ROUNDING = 1e-12;

    @Test
    void ofSixValuesHasStudentsIntervalOnTheLogarithms() {
        // Logarithms -1, 1, -1, 1, -1, 1: mean 0, standard deviation sqrt(6 / 5), t(.975, 5) = 2.570581835636314 (R:
        // qt)
        double e = Math.E;
        GeometricMean mean = GeometricMean.of(1 / e, e, 1 / e, e, 1 / e, e);
        double half = 2.570581835636314 * Math.sqrt(6.0 / 5) / Math.sqrt(6);
        assertThat(mean.value()).isEqualTo(1, within(ROUNDING));
        assertThat(mean.spread()).isInstanceOf(Spread.Interval.class);
        // The library's quantile is a root found to 1e-9.
        assertThat(mean.spread().lower()).isEqualTo(Math.exp(-half), within(1e-8));
        assertThat(mean.spread().upper()).isEqualTo(Math.exp(half), within(1e-8));
        assertThat(mean.relativeHalfWidth().getAsDouble()).isEqualTo(Math.sinh(half), within(1e-8));
    }

    @Test
    void ofFiveValuesHasOnlyTheirRange() {
        GeometricMean mean = GeometricMean.of(2, 4, 8, 4, 4);
        assertThat(mean.value()).isEqualTo(4, within(ROUNDING));
        assertThat(mean.spread()).isEqualTo(new Spread.Range(2, 8));
        assertThat(mean.relativeHalfWidth()).isEmpty();
    }

    @Test
    void ofTheInverseIsTheInverse() {
        double[] ratios = {2.4, 2.5, 2.45, 2.61, 2.39, 2.5, 2.47};
        GeometricMean mean = GeometricMean.of(ratios);
        GeometricMean inverse =
                GeometricMean.of(Arrays.stream(ratios).map(ratio -> 1 / ratio).toArray());
        assertThat(inverse.value()).isEqualTo(1 / mean.value(), within(ROUNDING));
        assertThat(inverse.spread().lower()).isEqualTo(1 / mean.spread().upper(), within(ROUNDING));
        assertThat(inverse.spread().upper()).isEqualTo(1 / mean.spread().lower(), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoPositiveNumber(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> GeometricMean.of(1, value));
    }

    @Test
    void refusesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> GeometricMean.of());
    }
}
