package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import org.junit.jupiter.api.Test;

/** Half-widths from a printed table of Student's t: 2.2281 at .975 with 10 degrees of freedom, 2.5706 with 5. */
class MeanDifferenceTest {
    private static final double[] SIX = {1, 2, 3, 4, 5, 6};

    @Test
    void withEqualVariancesAllDegreesOfFreedomCount() {
        MeanDifference difference = MeanDifference.of(new double[] {11, 12, 13, 14, 15, 16}, SIX);

        // The variance is 3.5 on both sides.
        double half = 2.2281 * Math.sqrt(3.5 / 6 + 3.5 / 6);
        assertThat(difference.value()).isCloseTo(10, within(1e-12));
        assertThat(difference.spread()).isInstanceOf(Spread.Interval.class);
        assertThat(difference.spread().lower()).isCloseTo(10 - half, within(1e-3));
        assertThat(difference.spread().upper()).isCloseTo(10 + half, within(1e-3));
        assertThat(difference.isClear()).isTrue();
    }

    @Test
    void aSideThatDoesNotScatterAddsNoDegreesOfFreedom() {
        MeanDifference difference = MeanDifference.of(SIX, new double[] {3, 3, 3, 3, 3, 3});

        assertThat(difference.spread().upper()).isCloseTo(0.5 + 2.5706 * Math.sqrt(3.5 / 6), within(1e-3));
        assertThat(difference.isClear()).isFalse();
    }

    @Test
    void fewerThanSixValuesHaveARangeAndNoInterval() {
        MeanDifference difference = MeanDifference.of(new double[] {5, 7}, SIX);

        assertThat(difference.value()).isCloseTo(2.5, within(1e-12));
        assertThat(difference.spread()).isEqualTo(new Spread.Range(-1, 6));
        assertThat(difference.fewest()).isEqualTo(2);
    }

    @Test
    void valuesThatDoNotScatterAreExact() {
        double[] ones = {1, 1, 1, 1, 1, 1};

        assertThat(MeanDifference.of(ones, ones).spread().upper()).isZero();
    }
}
