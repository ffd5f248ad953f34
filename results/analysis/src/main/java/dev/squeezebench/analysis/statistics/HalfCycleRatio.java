package dev.squeezebench.analysis.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much slower one arm of a round was than another: the median, over the half-cycles of the round, of the difference of
 * their mean log latencies. Both arms have one turn in each half-cycle (AB, BA), so close in time that what slows the
 * machine meets both, and the median ignores the half-cycles that the edge of a burst cuts, up to half of them.
 *
 * <p>Two arms need not be slowed alike by a burst of other work. So half-cycles in which both are more than 10% slower than
 * in their own quicker quarter of the round are left out, while that leaves at least half of them. One arm's own slowness
 * never removes any. In simulation (bursts of half a second, a tenth to a quarter of the time, 1.33 times against 1.40
 * times) this takes the error from .2 to .8% to below .05%; on a quiet machine it does nothing.
 *
 * @param logRatio log of the candidate's latency over the baseline's, so that more than 0 is slower
 * @param halfCycles the half-cycles that were used
 * @param cycles cycles of two half-cycles
 * @param cycleVariance what a cycle's noise adds to the variance of the median of one cycle; the log-ratio's own noise has
 *     this variance over the number of cycles. 0 when there are fewer than {@value #FEWEST_FOR_VARIANCE} cycles to tell
 */
public record HalfCycleRatio(double logRatio, int halfCycles, int cycles, double cycleVariance) {
    /** Cycles from which on their scatter says something. */
    static final int FEWEST_FOR_VARIANCE = 4;

    private static final double SLOWED = Math.log(1.1);
    private static final double MAD_TO_DEVIATION = 1.4826;
    /** The median's variance over the mean's, for normal noise. */
    private static final double MEDIAN_OVER_MEAN = Math.PI / 2;

    /**
     * Ratio of two arms of a round.
     *
     * @param candidate its mean log latency in each half-cycle, in order of time
     * @param baseline the same of what it is compared with
     */
    public static HalfCycleRatio of(double[] candidate, double[] baseline) {
        double[] ratios = logRatios(candidate, baseline);
        double[] cycles = new double[ratios.length / 2];
        Arrays.setAll(cycles, i -> (ratios[2 * i] + ratios[2 * i + 1]) / 2);
        boolean[] burst = bursts(candidate, baseline);
        double[] used = IntStream.range(0, ratios.length)
                .filter(i -> !burst[i])
                .mapToDouble(i -> ratios[i])
                .toArray();
        double[] kept = 2 * used.length >= ratios.length ? used : ratios;
        return new HalfCycleRatio(
                Quantiles.median(kept), kept.length, cycles.length, variance(cycles) * ratios.length / kept.length);
    }

    /** Log-ratio of each half-cycle, in order of time. */
    public static double[] logRatios(double[] candidate, double[] baseline) {
        if (candidate.length != baseline.length || candidate.length == 0 || candidate.length % 2 != 0) {
            throw new IllegalArgumentException("each arm has one turn in each of two half-cycles, not "
                    + candidate.length + " and " + baseline.length);
        }
        double[] ratios = new double[candidate.length];
        Arrays.setAll(ratios, i -> candidate[i] - baseline[i]);
        return ratios;
    }

    /**
     * What it costs to be the first of a cycle: how much slower the arm whose turn is first is in that turn than in its
     * other turn of the cycle, less the same of the other arm (of two). It cancels in the ratio, and is shown.
     *
     * @param logRatios of each half-cycle of a round
     * @param candidateFirst for each cycle whether the candidate has its first turn
     * @return the log of the cost, the median over the cycles
     */
    public static double placeEffect(double[] logRatios, boolean[] candidateFirst) {
        if (logRatios.length != 2 * candidateFirst.length) {
            throw new IllegalArgumentException("a cycle has two half-cycles");
        }
        double[] effects = new double[candidateFirst.length];
        Arrays.setAll(
                effects, cycle -> (candidateFirst[cycle] ? 1 : -1) * (logRatios[2 * cycle] - logRatios[2 * cycle + 1]));
        return Quantiles.median(effects);
    }

    /** Mean log latency of the invocations of one turn, in nanoseconds, all positive. */
    public static double meanLog(double... latencies) {
        return Arrays.stream(latencies)
                .map(Math::log)
                .average()
                .orElseThrow(() -> new IllegalArgumentException("a turn has at least one invocation"));
    }

    private static boolean[] bursts(double[] candidate, double[] baseline) {
        double usual = Quantiles.quantile(.25, candidate);
        double usualBaseline = Quantiles.quantile(.25, baseline);
        boolean[] bursts = new boolean[candidate.length];
        for (int i = 0; i < bursts.length; i++) {
            bursts[i] = candidate[i] - usual > SLOWED && baseline[i] - usualBaseline > SLOWED;
        }
        return bursts;
    }

    private static double variance(double[] cycles) {
        if (cycles.length < FEWEST_FOR_VARIANCE) {
            return 0;
        }
        double median = Quantiles.median(cycles);
        double deviation = MAD_TO_DEVIATION
                * Quantiles.median(
                        Arrays.stream(cycles).map(x -> Math.abs(x - median)).toArray());
        return MEDIAN_OVER_MEAN * deviation * deviation;
    }
}
