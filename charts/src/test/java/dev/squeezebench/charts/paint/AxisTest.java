package dev.squeezebench.charts.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void startsAtZeroAndHasRoomForTheLargestValueButNotMuchMore() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            double largest = Math.pow(10, random.nextDouble() * 12 - 6);
            Axis axis = Axis.fromZero(largest);

            assertThat(axis.min()).isZero();
            // The steps grow by at most a half, after 4% of room.
            assertThat(axis.max()).isBetween(largest * 1.039, largest * 1.04 * 1.5);
        }
    }

    @Test
    void nothingButZerosStillGivesAnAxis() {
        assertThat(Axis.fromZero(0)).isEqualTo(new Axis(0, 1, true));
    }

    @Test
    void anAxisWithoutLengthIsRefused() {
        assertThatThrownBy(() -> new Axis(1, 1, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
