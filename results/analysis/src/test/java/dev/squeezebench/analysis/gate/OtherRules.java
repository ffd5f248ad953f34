package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.Quantiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Rules by which other tools say "slower", on the same processes. All get what no sequential run has: processes that scatter
 * as little as those in turns do.
 */
enum OtherRules {
    /** benchstat: one value a process, ten of each, U-test at 5%, two-sided. */
    BENCHSTAT("U-test, n = 10 (benchstat)") {
        @Override
        boolean fails(Corpus.Rounds rounds, double effect, SplittableRandom random) {
            Corpus.Pair[] pairs = pairs(rounds, effect, 10);
            double[] baseline =
                    Arrays.stream(pairs).mapToDouble(Corpus.Pair::baseline).toArray();
            double[] candidate =
                    Arrays.stream(pairs).mapToDouble(Corpus.Pair::candidate).toArray();
            return Quantiles.median(candidate) > Quantiles.median(baseline) && mannWhitney(candidate, baseline) < .05;
        }
    },
    /** github-action-benchmark with its default: a single value above twice the stored one. */
    TWICE("above 200% (github-action-benchmark)") {
        @Override
        boolean fails(Corpus.Rounds rounds, double effect, SplittableRandom random) {
            return rounds.next(effect).logRatio() > Math.log(2);
        }
    },
    /** asv continuous: samples of two processes, U-test at .2%, and medians more than 1.1 apart. */
    ASV("U-test at .2% and 1.1 times (asv)") {
        @Override
        boolean fails(Corpus.Rounds rounds, double effect, SplittableRandom random) {
            Corpus.Pair first = rounds.next(effect);
            Corpus.Pair second = rounds.next(effect);
            double[] baseline = samples(10, random, first.baseline(), second.baseline());
            double[] candidate = samples(10, random, first.candidate(), second.candidate());
            return Quantiles.median(candidate) - Quantiles.median(baseline) > Math.log(1.1)
                    && mannWhitney(candidate, baseline) < .002;
        }
    },
    /** Welch's t-test at 5% over a hundred calls of one process each. */
    T_TEST("t-test over the calls of one process") {
        @Override
        boolean fails(Corpus.Rounds rounds, double effect, SplittableRandom random) {
            Corpus.Pair pair = rounds.next(effect);
            double[] baseline = samples(100, random, pair.baseline());
            double[] candidate = samples(100, random, pair.candidate());
            double difference = mean(candidate) - mean(baseline);
            double error = Math.sqrt((variance(candidate) + variance(baseline)) / 100);
            return difference / error > TDistribution.of(198).inverseSurvivalProbability(.025);
        }
    };

    /** Standard deviation of a call within its process. */
    private static final double CALL_NOISE = .015;

    final String words;

    OtherRules(String words) {
        this.words = words;
    }

    /** Whether the rule says that the candidate is slower. */
    abstract boolean fails(Corpus.Rounds rounds, double effect, SplittableRandom random);

    /** Share of comparisons in which it does. */
    double failing(Corpus corpus, double slowDown, int comparisons, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int failed = 0;
        for (int i = 0; i < comparisons; i++) {
            failed += fails(corpus.start(random), Math.log1p(slowDown), random) ? 1 : 0;
        }
        return failed / (double) comparisons;
    }

    /** Exact two-sided chance of the U-test (Mann and Whitney 1947) for samples without ties. */
    static double mannWhitney(double[] x, double[] y) {
        int u = 0;
        for (double a : x) {
            for (double b : y) {
                u += a > b ? 1 : 0;
            }
        }
        double[] counts = counts(x.length, y.length);
        double all = Arrays.stream(counts).sum();
        double below = Arrays.stream(counts, 0, Math.min(u, x.length * y.length - u) + 1)
                .sum();
        return Math.min(1, 2 * below / all);
    }

    /** Orders of n and m values by their U: the coefficients of Gauss' binomial. */
    private static double[] counts(int n, int m) {
        double[][] orders = new double[m + 1][n * m + 1];
        orders[0][0] = 1;
        for (int i = 1; i <= n; i++) {
            double[][] next = new double[m + 1][n * m + 1];
            next[0][0] = 1;
            for (int j = 1; j <= m; j++) {
                for (int u = 0; u <= n * m; u++) {
                    next[j][u] = next[j - 1][u] + (u >= j ? orders[j][u - j] : 0);
                }
            }
            if (i == 1) {
                for (int j = 0; j <= m; j++) {
                    Arrays.fill(next[j], 0);
                    Arrays.fill(next[j], 0, j + 1, 1);
                }
            }
            orders = next;
        }
        return orders[m];
    }

    private static Corpus.Pair[] pairs(Corpus.Rounds rounds, double effect, int count) {
        Corpus.Pair[] pairs = new Corpus.Pair[count];
        Arrays.setAll(pairs, i -> rounds.next(effect));
        return pairs;
    }

    private static double[] samples(int each, SplittableRandom random, double... processes) {
        double[] samples = new double[each * processes.length];
        Arrays.setAll(samples, i -> processes[i / each] + CALL_NOISE * random.nextGaussian());
        return samples;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().getAsDouble();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
