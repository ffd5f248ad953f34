package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileTest {
    /** MLPerf Inference rules, appendix "Early stopping criterion": 64 queries for p90, 662 for p99. */
    @ParameterizedTest
    @CsvSource({"0.9, 64", "0.99, 662"})
    void needsAsManySamplesAsLoadGenDoes(double p, int needed) {
        assertThat(Percentile.samplesNeeded(p)).isEqualTo(needed);
    }

    @Test
    void isRefusedBelowThat() {
        assertThat(Percentile.of(0.9, samples(63))).isEqualTo(new Percentile.NotCarried(0.9, 63, 64));
    }

    @Test
    void isGivenFromThereOn() {
        // Type 7 of 1..64 at .9: 1 + .9 * 63
        assertThat(Percentile.of(0.9, samples(64))).isEqualTo(new Percentile.Carried(57.7, Optional.empty(), 64));
    }

    /** A hundred samples have one above their 99th percentile, twenty have none. */
    @Test
    void ofRoundsItIsThatOfEachRoundThatHasSuchATail() {
        List<double[]> twenty = Collections.nCopies(12, samples(20));
        List<double[]> hundred = Collections.nCopies(6, samples(100));

        assertThat(Percentile.ofRounds(.99, twenty)).isEqualTo(new Percentile.NotCarried(.99, 240, 662));
        assertThat(Percentile.ofRounds(.9, twenty)).isInstanceOfSatisfying(Percentile.Carried.class, carried -> {
            // Type 7 of 1..20 at .9: 1 + .9 * 19
            assertThat(carried.value()).isCloseTo(18.1, within(1e-9));
            assertThat(carried.spread().orElseThrow()).isInstanceOf(Spread.Interval.class);
            assertThat(carried.samples()).isEqualTo(240);
        });
        assertThat(Percentile.ofRounds(.99, hundred))
                .isInstanceOfSatisfying(
                        Percentile.Carried.class,
                        carried ->
                                // Type 7 of 1..100 at .99: 1 + .99 * 99
                                assertThat(carried.value()).isCloseTo(99.01, within(1e-9)));
        assertThat(Percentile.ofRounds(.9, List.of())).isEqualTo(new Percentile.TooFewRounds(.9, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void liesBetweenZeroAndOne(double p) {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentile.of(p, 1));
    }

    private static double[] samples(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }
}
