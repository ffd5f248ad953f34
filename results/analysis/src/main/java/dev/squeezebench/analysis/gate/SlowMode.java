package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.Quantiles;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Whether one arm's processes are off their usual latency more often than the other's. Setting such rounds aside hides
 * them from the ratio, so that they are a finding of their own. The chance is that of Fisher's exact test (Fisher 1922, "On
 * the interpretation of chi-squared from contingency tables"), two-sided.
 *
 * @param candidate its processes more than 10% slower than its usual latency
 * @param baseline the same of the baseline
 * @param rounds processes of each, without those of rounds in which the whole machine was slow
 * @param pValue chance of counts at least as uneven if both were alike
 */
public record SlowMode(int candidate, int baseline, int rounds, double pValue) {
    private static final double OFF = Math.log(1.1);
    private static final double SIGNIFICANCE = 0.05;

    /**
     * Counts. A round in which both are off to the same side was the machine's, and is left out. Where at least a quarter of
     * an arm's processes is faster than its median by that much, the median is of the slow mode.
     *
     * @param candidate latency of each of its processes, in the order of the rounds, all positive
     * @param baseline the same of the baseline
     */
    public static SlowMode of(double[] candidate, double[] baseline) {
        if (candidate.length != baseline.length || candidate.length == 0) {
            throw new IllegalArgumentException("each round has one process of each arm");
        }
        int[] sides = sides(candidate);
        int[] others = sides(baseline);
        int[] rounds = IntStream.range(0, sides.length)
                .filter(i -> sides[i] == 0 || sides[i] != others[i])
                .toArray();
        return ofCounts(slow(sides, rounds), slow(others, rounds), rounds.length);
    }

    /** The test alone. */
    static SlowMode ofCounts(int candidate, int baseline, int rounds) {
        if (rounds == 0) {
            // The whole machine was off in each of them, which tells nothing of either arm.
            return new SlowMode(candidate, baseline, rounds, 1);
        }
        HypergeometricDistribution alike = HypergeometricDistribution.of(2 * rounds, rounds, candidate + baseline);
        double seen = alike.probability(candidate);
        double chance = IntStream.rangeClosed(alike.getSupportLowerBound(), alike.getSupportUpperBound())
                .mapToDouble(alike::probability)
                // Rounding must not part tables that are equally likely.
                .filter(probability -> probability <= seen * (1 + 1e-9))
                .sum();
        return new SlowMode(candidate, baseline, rounds, Math.min(1, chance));
    }

    /** Whether that is more than chance. */
    public boolean found() {
        return pValue < SIGNIFICANCE;
    }

    /** The finding in words. */
    public String words() {
        return "candidate in a slow mode in " + candidate + " of " + rounds + " processes, baseline in " + baseline;
    }

    private static int[] sides(double[] latencies) {
        double typical = Quantiles.median(latencies);
        return Arrays.stream(latencies)
                .map(latency -> Math.log(latency / typical))
                .mapToInt(distance -> Math.abs(distance) > OFF ? (int) Math.signum(distance) : 0)
                .toArray();
    }

    private static int slow(int[] sides, int[] rounds) {
        int up = (int) Arrays.stream(rounds).filter(i -> sides[i] > 0).count();
        int down = (int) Arrays.stream(rounds).filter(i -> sides[i] < 0).count();
        return down > up && 4 * down >= rounds.length ? rounds.length - down : up;
    }
}
