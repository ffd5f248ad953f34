package dev.squeezebench.analysis.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often the interval of a run in turns holds the typical ratio, and how wide it is: runs of two arms, 12 cycles a round,
 * stopped by the rule at +-1% or after 30 rounds.
 *
 * @param covered share of runs whose interval holds it
 * @param halfWidth mean half-width
 * @param rounds mean number of rounds
 * @param deviation standard deviation of a round's log-ratio, of all simulated rounds
 */
public record TurnsCoverage(double covered, double halfWidth, double rounds, double deviation) {
    private static final int CYCLES = 12;
    private static final int MOST_ROUNDS = 30;
    private static final double[] LATENCIES = {.08, .186};

    /** Simulates so many runs. */
    public static TurnsCoverage of(TurnsMachine machine, boolean unsteady, int runs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StoppingRule rule = new StoppingRule(.01, RoundEstimator.SET_ASIDE);
        double truth = Math.log(LATENCIES[1] / LATENCIES[0]);
        int covered = 0;
        double width = 0;
        int rounds = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            double[] ratios = new double[0];
            while (ratios.length < MOST_ROUNDS
                    && (ratios.length < GeometricMean.FEWEST_FOR_INTERVAL
                            || !rule.decide(List.of(ratios)).stop())) {
                double logRatio = machine.round(LATENCIES, CYCLES, random)[0];
                ratios = Arrays.copyOf(ratios, ratios.length + 1);
                ratios[ratios.length - 1] = Math.exp(logRatio);
                squares += (logRatio - truth) * (logRatio - truth);
            }
            GeometricMean mean = RoundEstimator.SET_ASIDE.of(ratios);
            GeometricMean printed = unsteady ? mean.onUnsteadyMachine() : mean;
            covered += Math.log(printed.spread().lower()) <= truth
                            && truth <= Math.log(printed.spread().upper())
                    ? 1
                    : 0;
            width += printed.halfWidth();
            rounds += ratios.length;
        }
        return new TurnsCoverage(
                covered / (double) runs, width / runs, rounds / (double) runs, Math.sqrt(squares / rounds));
    }
}
