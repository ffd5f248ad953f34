package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.Spread;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A tail percentile, or why so few samples cannot carry one.
 *
 * <p>The smallest number of samples is that of MLPerf LoadGen's early stopping ({@code loadgen/early_stopping.cc}, one
 * sample above the percentile discarded): the least {@code n} for which at most one of {@code n} samples above the true
 * percentile has a probability of at most 1%. That is 64 for the 90th percentile and 662 for the 99th. It assumes
 * independent samples; those of one process are not, which is one more reason not to go below it.
 */
public sealed interface Percentile {
    /** Chance that is accepted of having seen too little of the tail. */
    double RISK = 0.01;

    /** Rounds that have a range. */
    int FEWEST_ROUNDS = 2;

    /**
     * Enough samples.
     *
     * @param value the percentile, type 7, in the unit of the samples
     * @param spread over rounds, below six of them their range; absent where the samples of all rounds are one
     * @param samples how many it rests on
     */
    record Carried(double value, Optional<Spread> spread, int samples) implements Percentile {}

    /**
     * Too few samples.
     *
     * @param p the percentile, 0 to 1
     * @param samples how many there are
     * @param needed how many it takes
     */
    record NotCarried(double p, int samples, int needed) implements Percentile {}

    /**
     * Too few rounds with a block of samples.
     *
     * @param p the percentile, 0 to 1
     * @param rounds how many there are
     */
    record TooFewRounds(double p, int rounds) implements Percentile {}

    /**
     * Percentile of a process over rounds: that of each round by itself, so that slow processes do not make up the tail.
     *
     * @param p strictly between 0 and 1
     * @param rounds samples of each round; one of fewer samples than the percentile leaves one of above it (ten for the 90th, a
     *     hundred for the 99th) has no such tail: the highest of twenty is no 99th percentile
     */
    static Percentile ofRounds(double p, List<double[]> rounds) {
        // 1 / (1 - .9) is a little more than 10.
        long fewest = Math.round(1 / (1 - p));
        List<double[]> withTail =
                rounds.stream().filter(samples -> samples.length >= fewest).toList();
        if (withTail.isEmpty() && count(rounds) > 0) {
            return new NotCarried(p, count(rounds), samplesNeeded(p));
        }
        if (withTail.size() < FEWEST_ROUNDS) {
            return new TooFewRounds(p, withTail.size());
        }
        GeometricMean typical = RoundEstimator.SET_ASIDE.of(withTail.stream()
                .mapToDouble(samples -> Quantiles.quantile(p, samples))
                .toArray());
        return new Carried(typical.value(), Optional.of(typical.spread()), count(withTail));
    }

    private static int count(List<double[]> rounds) {
        return rounds.stream().mapToInt(samples -> samples.length).sum();
    }

    /** Percentile of the samples, {@code p} strictly between 0 and 1. */
    static Percentile of(double p, double... samples) {
        int needed = samplesNeeded(p);
        return samples.length < needed
                ? new NotCarried(p, samples.length, needed)
                : new Carried(Quantiles.quantile(p, samples), Optional.empty(), samples.length);
    }

    /** Fewest samples that carry the percentile, {@code p} strictly between 0 and 1. */
    static int samplesNeeded(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a percentile lies between 0 and 1");
        }
        int n = 1;
        while (BinomialDistribution.of(n, 1 - p).cumulativeProbability(1) > RISK) {
            n++;
        }
        return n;
    }
}
