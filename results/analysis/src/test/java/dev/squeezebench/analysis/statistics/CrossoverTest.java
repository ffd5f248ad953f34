package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossoverTest {
    private static final double[] SIZES = {1, 2, 4, 8, 16};

    /** Rounding of a few powers and logarithms in double precision. */
    private static final double ROUNDING = 1e-12;

    @Test
    void ofPowerLawsIsWhereTheyMeet() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            double meet = 1 + 14 * random.nextDouble();
            double exponent = .1 + random.nextDouble();
            double[] leads = Arrays.stream(SIZES)
                    .map(size -> Math.pow(size / meet, exponent))
                    .toArray();
            assertThat(at(leads, leads).value()).isEqualTo(meet, within(meet * ROUNDING / exponent));
        }
    }

    @Test
    void ofFewRoundsReachesFromTheFirstRoundsCrossingToTheLast() {
        GeometricMean three = at(meetingAt(3), meetingAt(4), meetingAt(5));
        // Power laws of one exponent: their mean meets 1 at the geometric mean.
        assertThat(three.value()).isEqualTo(Math.cbrt(60), within(1e-9));
        assertThat(three.spread()).isInstanceOf(Spread.Range.class);
        assertThat(three.spread().lower()).isEqualTo(3, within(1e-9));
        assertThat(three.spread().upper()).isEqualTo(5, within(1e-9));
        assertThat(three.count()).isEqualTo(3);
    }

    /** Power laws of one exponent differ by a factor alone: the interval is that of the crossings' own mean. */
    @Test
    void ofSixRoundsHasTheIntervalOfTheMean() {
        GeometricMean six = at(meetingAt(3), meetingAt(4), meetingAt(5), meetingAt(3), meetingAt(4), meetingAt(5));
        GeometricMean expected = GeometricMean.of(3, 4, 5, 3, 4, 5);
        assertThat(six.value()).isEqualTo(expected.value(), within(1e-9));
        assertThat(six.spread()).isInstanceOfSatisfying(Spread.Interval.class, interval -> {
            assertThat(interval.lower()).isEqualTo(expected.spread().lower(), within(1e-9));
            assertThat(interval.upper()).isEqualTo(expected.spread().upper(), within(1e-9));
            assertThat(interval.confidence()).isEqualTo(.95);
            assertThat(interval.method()).isEqualTo("fieller_student_t_log");
        });
    }

    /** Each round's ratio at a size has noise of its own, so that many a round crosses at several places. */
    @ParameterizedTest
    @CsvSource({".15, .10", ".05, .03"})
    void isUnbiasedAndItsIntervalContainsTheTruth(double exponent, double noise) {
        Random random = new Random(20261126);
        int runs = 2_000;
        int contained = 0;
        int unclear = 0;
        double sum = 0;
        for (int i = 0; i < runs; i++) {
            List<double[]> rounds = new ArrayList<>();
            for (int round = 0; round < 12; round++) {
                rounds.add(Arrays.stream(SIZES)
                        .map(size -> Math.pow(size / 4, exponent) * Math.exp(noise * random.nextGaussian()))
                        .toArray());
            }
            if (Crossover.of(SIZES, List.of(rounds)) instanceof Crossover.At at) {
                sum += Math.log(at.size().value());
                Spread spread = at.size().spread();
                contained += spread.lower() <= 4 && 4 <= spread.upper() ? 1 : 0;
            } else {
                unclear++;
            }
        }
        assertThat(unclear).isLessThan(runs / 50);
        assertThat(Math.exp(sum / (runs - unclear)) / 4).isCloseTo(1, within(.01));
        // Three standard errors of 95% over 2,000 runs: .015.
        assertThat(contained / (double) (runs - unclear)).isBetween(.935, .98);
    }

    @Test
    void ofSeveralRunsTakesEachRunAsOneValue() {
        List<double[]> many = Collections.nCopies(20, meetingAt(3));
        Crossover crossover = Crossover.of(SIZES, List.of(many, List.of(meetingAt(5))));
        GeometricMean size = ((Crossover.At) crossover).size();
        assertThat(size.value()).isEqualTo(Math.sqrt(15), within(1e-9));
        assertThat(size.spread()).isInstanceOf(Spread.Range.class);
    }

    @Test
    void countsOnlyALeadThatLastsToTheLargestSize() {
        assertThat(at(new double[] {2, .5, .5, 2, 2}).value()).isBetween(4.0, 8.0);
        assertThat(of(new double[] {2, 2, 2, 2, .9})).isEqualTo(new Crossover.Never(16));
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(of(new double[] {1.1, 2, 2, 2, 2})).isEqualTo(new Crossover.FromStart(1));
        assertThat(of(new double[] {.1, .2, .3, .4, 1})).isEqualTo(new Crossover.Never(16));
    }

    @Test
    void ofRoundsOfWhichOneDoesNotCrossIsThatOfTheirMean() {
        double[][] rounds = new double[12][];
        Arrays.fill(rounds, meetingAt(4));
        rounds[5] = new double[] {1.01, 1.1, 1.2, 2, 2};
        assertThat(at(rounds).value()).isBetween(3.5, 4.0);
    }

    @Test
    void isUnclearWhereTheSpreadLeavesTheSizes() {
        double[] always = {2, 2, 2, 2, 2};
        double[] never = {.5, .5, .5, .5, .5};
        assertThat(of(always, never)).isEqualTo(new Crossover.Unclear(OptionalDouble.empty(), OptionalDouble.empty()));
        assertThat(of(always, meetingAt(4))).isInstanceOfSatisfying(Crossover.Unclear.class, unclear -> {
            assertThat(unclear.behind()).isEmpty();
            assertThat(unclear.ahead()).hasValueCloseTo(4.0, within(1e-9));
        });
        assertThat(of(never, meetingAt(4))).isInstanceOfSatisfying(Crossover.Unclear.class, unclear -> {
            assertThat(unclear.behind()).hasValueCloseTo(4.0, within(1e-9));
            assertThat(unclear.ahead()).isEmpty();
        });
    }

    @Test
    void takesTwoSizesAndARound() {
        assertThatIllegalArgumentException().isThrownBy(() -> Crossover.of(SIZES, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crossover.of(new double[] {1}, List.of(List.of(new double[] {2}))));
    }

    private static double[] meetingAt(double size) {
        return Arrays.stream(SIZES).map(each -> Math.sqrt(each / size)).toArray();
    }

    private static Crossover of(double[]... rounds) {
        return Crossover.of(SIZES, List.of(List.of(rounds)));
    }

    private static GeometricMean at(double[]... rounds) {
        return ((Crossover.At) of(rounds)).size();
    }
}
