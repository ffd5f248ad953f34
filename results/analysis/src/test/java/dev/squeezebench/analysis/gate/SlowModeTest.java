package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowModeTest {
    /** The chances are sums of binomial coefficients by Python's math.comb. */
    @ParameterizedTest
    @CsvSource({
        "5, 0, 12, 0.037267080745341616",
        "4, 0, 30, 0.11239964317573595",
        "1, 0, 12, 1",
        "3, 0, 12, 0.21739130434782608",
        "6, 1, 12, 0.06864988558352404",
        "0, 0, 12, 1"
    })
    void hasTheChanceOfFishersExactTest(int candidate, int baseline, int rounds, double chance) {
        assertThat(SlowMode.ofCounts(candidate, baseline, rounds).pValue()).isEqualTo(chance, within(1e-9));
        assertThat(SlowMode.ofCounts(baseline, candidate, rounds).pValue()).isEqualTo(chance, within(1e-9));
    }

    private static double[] latencies(int rounds, int slow, double factor) {
        double[] latencies = new double[rounds];
        Arrays.setAll(latencies, i -> (80 + i % 3) * (i < slow ? factor : 1));
        return latencies;
    }

    @Test
    void findsACandidateThatIsSlowInFiveProcessesOfTwelve() {
        SlowMode mode = SlowMode.of(latencies(12, 5, 1.28), latencies(12, 0, 1));
        assertThat(mode.found()).isTrue();
        assertThat(mode.words()).isEqualTo("candidate in a slow mode in 5 of 12 processes, baseline in 0");
    }

    @Test
    void countsTheSlowOnesWhereTheyAreTheMajority() {
        SlowMode mode = SlowMode.of(latencies(12, 8, 1.28), latencies(12, 0, 1));
        assertThat(mode.candidate()).isEqualTo(8);
        assertThat(mode.baseline()).isZero();
    }

    @Test
    void doesNotCountRoundsInWhichTheWholeMachineWasSlow() {
        SlowMode mode = SlowMode.of(latencies(12, 4, 1.4), latencies(12, 2, 1.4));
        assertThat(mode.candidate()).isEqualTo(2);
        assertThat(mode.baseline()).isZero();
        assertThat(mode.rounds()).isEqualTo(10);
    }

    @Test
    void tellsNothingWhereTheMachineWasSlowOrQuickInEveryRound() {
        SlowMode mode = SlowMode.of(latencies(6, 3, 1.4), latencies(6, 3, 1.4));
        assertThat(mode.rounds()).isZero();
        assertThat(mode.found()).isFalse();
    }

    @Test
    void doesNotCountWhatIsWithinTenPercent() {
        SlowMode mode = SlowMode.of(latencies(12, 5, 1.06), latencies(12, 0, 1));
        assertThat(mode.candidate()).isZero();
        assertThat(mode.found()).isFalse();
    }
}
