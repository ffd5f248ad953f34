package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The interval of a run in turns holds the typical ratio in at least 93% of runs, by simulation of the turns themselves. 500
 * runs each; the allowance is such that a procedure with exactly 93% fails this in one of a thousand.
 */
class TurnsCoverageTest {
    private static final int RUNS = 500;
    private static final int FEWEST = BinomialDistribution.of(RUNS, .93).inverseCumulativeProbability(.001);

    @ParameterizedTest
    @EnumSource(Disturbance.class)
    void isAtLeast93Percent(Disturbance disturbance) {
        TurnsCoverage coverage = TurnsCoverage.of(disturbance.machine(), false, RUNS, 20261126);
        assertThat(coverage.covered() * RUNS).as(coverage.toString()).isGreaterThanOrEqualTo(FEWEST);
    }
}
