package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import java.util.Arrays;
import java.util.List;
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
    }

    @Test
    void ofFiveValuesHasOnlyTheirRange() {
        GeometricMean mean = GeometricMean.of(2, 4, 8, 4, 4);
        assertThat(mean.value()).isEqualTo(4, within(ROUNDING));
        assertThat(mean.spread()).isEqualTo(new Spread.Range(2, 8));
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

    @Test
    void ofOneRunIsThatOfItsRounds() {
        GeometricMean run = GeometricMean.of(2, 4, 8);
        assertThat(GeometricMean.pooled(List.of(run))).isEqualTo(run);
    }

    @Test
    void ofFewRunsReachesFromTheLowestToTheHighestEndOfTheirSpreads() {
        GeometricMean quiet = GeometricMean.of(2.26, 2.27, 2.28, 2.27, 2.27, 2.27);
        GeometricMean busy = GeometricMean.of(2.0, 2.6, 2.1, 2.5, 2.2, 2.4);
        GeometricMean pooled = GeometricMean.pooled(List.of(quiet, busy));
        assertThat(pooled.value()).isEqualTo(Math.sqrt(quiet.value() * busy.value()), within(ROUNDING));
        assertThat(pooled.spread())
                .isEqualTo(new Spread.Range(busy.spread().lower(), busy.spread().upper()));
        assertThat(pooled.count()).isEqualTo(12);
    }

    @Test
    void ofManyRunsCountsEachRunOnce() {
        // Each run repeats its value a hundred times: that is no more to know of the runs.
        double[] values = {1.1, 0.9, 1.2, 1, 0.95, 1.05};
        List<GeometricMean> runs = Arrays.stream(values)
                .mapToObj(value -> {
                    double[] rounds = new double[100];
                    Arrays.fill(rounds, value);
                    return GeometricMean.of(rounds);
                })
                .toList();
        GeometricMean pooled = GeometricMean.pooled(runs);
        assertThat(pooled.spread().lower())
                .isEqualTo(GeometricMean.of(values).spread().lower(), within(1e-9));
        assertThat(pooled.spread().upper())
                .isEqualTo(GeometricMean.of(values).spread().upper(), within(1e-9));
    }

    @Test
    void disagreesWhereTheDistanceIsMoreThanBothHalfWidthsTogether() {
        // Half-widths of 10% each: together 14%.
        GeometricMean one = new GeometricMean(1, new Spread.Range(Math.exp(-0.1), Math.exp(0.1)), 5);
        assertThat(one.disagreesWith(shifted(0.14))).isFalse();
        assertThat(one.disagreesWith(shifted(0.142))).isTrue();
        assertThat(shifted(0.142).disagreesWith(one)).isTrue();
        assertThat(one.disagreesWith(GeometricMean.of(5))).isFalse();
    }

    private static GeometricMean shifted(double by) {
        return new GeometricMean(Math.exp(by), new Spread.Range(Math.exp(by - 0.1), Math.exp(by + 0.1)), 5);
    }
}
