package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
    void spreadsOverTheRounds() {
        GeometricMean three = at(meetingAt(3), meetingAt(4), meetingAt(5));
        assertThat(three.value()).isEqualTo(Math.cbrt(60), within(1e-9));
        assertThat(three.spread()).isInstanceOf(Spread.Range.class);
        assertThat(three.spread().lower()).isEqualTo(3, within(1e-9));
        assertThat(three.spread().upper()).isEqualTo(5, within(1e-9));
        GeometricMean six = at(meetingAt(3), meetingAt(4), meetingAt(5), meetingAt(3), meetingAt(4), meetingAt(5));
        assertThat(six.spread()).isEqualTo(GeometricMean.of(3, 4, 5, 3, 4, 5).spread());
    }

    @Test
    void countsOnlyALeadThatLastsToTheLargestSize() {
        assertThat(at(new double[] {2, .5, .5, 2, 2}).value()).isBetween(4.0, 8.0);
        assertThat(Crossover.of(SIZES, List.of(new double[] {2, 2, 2, 2, .9}))).isEqualTo(new Crossover.Never(16));
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(Crossover.of(SIZES, List.of(new double[] {1.1, 2, 2, 2, 2}))).isEqualTo(new Crossover.FromStart(1));
        assertThat(Crossover.of(SIZES, List.of(new double[] {.1, .2, .3, .4, 1})))
                .isEqualTo(new Crossover.Never(16));
    }

    @Test
    void saysWhenTheRoundsDisagree() {
        List<double[]> rounds =
                List.of(meetingAt(3), meetingAt(3), new double[] {2, 2, 2, 2, 2}, new double[] {.5, .5, .5, .5, .5});
        assertThat(Crossover.of(SIZES, rounds)).isEqualTo(new Crossover.Unclear(2, 1, 1));
    }

    @Test
    void takesTwoSizesAndARound() {
        assertThatIllegalArgumentException().isThrownBy(() -> Crossover.of(SIZES, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crossover.of(new double[] {1}, List.of(new double[] {2})));
    }

    private static double[] meetingAt(double size) {
        return Arrays.stream(SIZES).map(each -> Math.sqrt(each / size)).toArray();
    }

    private static GeometricMean at(double[]... rounds) {
        return ((Crossover.At) Crossover.of(SIZES, new ArrayList<>(List.of(rounds)))).size();
    }
}
