package dev.squeezebench.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TheilSenTest {
    @Test
    void aJumpDoesNotMoveTheSlope() {
        double[] values = IntStream.range(0, 21).mapToDouble(i -> 100 + 3.0 * i).toArray();
        values[4] += 1e6;

        assertThat(TheilSen.of(values).slope()).isCloseTo(3, within(1e-9));
    }

    /** Once is no growth: a cache that is filled while it is looked at. */
    @Test
    void whatIsAllocatedOnceIsWithinTheInterval() {
        double[] values =
                IntStream.range(0, 21).mapToDouble(i -> i < 6 ? 0 : 4096).toArray();

        assertThat(TheilSen.of(values).lower()).isLessThanOrEqualTo(0);
    }

    /** By simulation with a known slope: Sen's interval of 95% has to contain it so often. */
    @Test
    void theIntervalContainsTheSlopeAsOftenAsItSays() {
        Random random = new Random(17);
        int contained = 0;
        for (int i = 0; i < 2000; i++) {
            TheilSen fit = TheilSen.of(IntStream.range(0, 21)
                    .mapToDouble(x -> 5.0 * x + 40 * random.nextGaussian())
                    .toArray());
            contained += fit.lower() <= 5 && 5 <= fit.upper() ? 1 : 0;
        }

        assertThat(contained / 2000.0).isBetween(0.93, 0.98);
    }

    @Test
    void tooFewValuesHaveNoInterval() {
        assertThatThrownBy(() -> TheilSen.of(1, 2, 3, 4)).hasMessageContaining("5 values");
    }
}
