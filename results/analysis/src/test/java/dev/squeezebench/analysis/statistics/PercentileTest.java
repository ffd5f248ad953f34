package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void liesBetweenZeroAndOne(double p) {
        assertThatIllegalArgumentException().isThrownBy(() -> Percentile.of(p, 1));
    }

    private static double[] samples(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }
}
