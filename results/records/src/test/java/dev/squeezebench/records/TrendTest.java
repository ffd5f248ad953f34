package dev.squeezebench.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
    /** Kendall, Rank Correlation Methods (1975), appendix table 1: probability that S is attained or exceeded. */
    @ParameterizedTest
    @CsvSource({
        "4, 6, 0.042",
        "4, 4, 0.167",
        "5, 8, 0.042",
        "8, 16, 0.031",
        "8, 12, 0.089",
        "9, 18, 0.038",
        "10, 21, 0.036"
    })
    void agreesWithKendallsTable(int n, int s, double probability) {
        assertThat(fallProbability(seriesWithStatistic(n, -s))).isCloseTo(probability, within(5e-4));
    }

    @Test
    void agreesWithCountingAllOrdersOfSixValues() {
        int asMarked = 0;
        int all = 0;
        double[] observed = {6, 4, 5, 3, 1, 2};
        for (int[] order : permutations(6)) {
            all++;
            asMarked += statistic(order) <= -11 ? 1 : 0;
        }
        assertThat(statistic(new int[] {6, 4, 5, 3, 1, 2})).isEqualTo(-11);
        assertThat(fallProbability(observed)).isCloseTo((double) asMarked / all, within(1e-12));
    }

    /** Of the 10! orders of ten values the sorted one and nine with one swap of neighbours have at most one inversion. */
    @Test
    void agreesWithCountingTheOrdersOfALongerSeries() {
        Trend trend = Trend.of(40, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9);
        assertThat(trend.riseProbability()).isCloseTo(10.0 / 3_628_800, within(1e-17));
        // Sen's slope is 1, over 9 steps, over the median 5.5
        assertThat(trend.relativeChange()).isCloseTo(9 / 5.5, within(1e-12));
    }

    /** S has the variance n (n - 1) (2 n + 5) / 18 and is close to normal: at 1.96 deviations 2.5% are beyond. */
    @Test
    void agreesWithTheNormalDistributionForFortyValues() {
        int beyond = (int) Math.round(1.96 * Math.sqrt(40 * 39 * 85 / 18.0) / 2) * 2;
        assertThat(fallProbability(seriesWithStatistic(40, -beyond))).isCloseTo(0.025, within(1e-3));
    }

    @Test
    void isThatOfTheBlocksMedians() {
        double[] threeByThree = {9, 1, 8, 7, 700, 6, 5, 4, 3};
        assertThat(Trend.of(3, threeByThree)).isEqualTo(Trend.of(3, 8, 7, 4));
    }

    @Test
    void aRiseAndAConstantAreNoFall() {
        assertThat(fallProbability(new double[] {1, 2, 3, 4, 5})).isEqualTo(1);
        assertThat(fallProbability(new double[] {3, 3, 3, 3})).isGreaterThan(0.5);
    }

    @Test
    void rejectsAtItsLevelWhenThereIsNoTrend() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1945);
        int rejected = 0;
        int series = 20_000;
        for (int i = 0; i < series; i++) {
            double[] noise = random.doubles(8).toArray();
            rejected += fallProbability(noise) <= 0.05 ? 1 : 0;
        }
        // Exact level of the discrete test at 8 values: P(S <= -16) = 0.0305; binomial deviation 0.0012.
        assertThat((double) rejected / series).isCloseTo(0.0305, within(4 * 0.0012));
    }

    private static double fallProbability(double[] series) {
        return Trend.of(series.length, series).fallProbability();
    }

    /** Swaps neighbours of a falling series until S has the wanted value: each swap adds 2. */
    private static double[] seriesWithStatistic(int n, int s) {
        double[] series = new double[n];
        for (int i = 0; i < n; i++) {
            series[i] = n - i;
        }
        int now = -n * (n - 1) / 2;
        for (int pass = 0; pass < n && now < s; pass++) {
            for (int i = 0; i + 1 < n && now < s; i++) {
                if (series[i] > series[i + 1]) {
                    double swapped = series[i];
                    series[i] = series[i + 1];
                    series[i + 1] = swapped;
                    now += 2;
                }
            }
        }
        assertThat(now).isEqualTo(s);
        return series;
    }

    private static int statistic(int[] values) {
        int s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Integer.compare(values[j], values[i]);
            }
        }
        return s;
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        extend(all, new int[n], 0, new boolean[n]);
        return all;
    }

    private static void extend(List<int[]> all, int[] prefix, int length, boolean[] used) {
        if (length == prefix.length) {
            all.add(prefix.clone());
            return;
        }
        for (int value = 0; value < prefix.length; value++) {
            if (!used[value]) {
                used[value] = true;
                prefix[length] = value + 1;
                extend(all, prefix, length + 1, used);
                used[value] = false;
            }
        }
    }
}
