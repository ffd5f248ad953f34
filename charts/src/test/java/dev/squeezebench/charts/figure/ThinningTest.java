package dev.squeezebench.charts.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.figure.Course.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {
    @Test
    void fewInvocationsAreAllKept() {
        List<Moment> moments = moments(10, new Random(1));

        assertThat(Thinning.extremes(moments, 10)).isEqualTo(moments);
    }

    @Test
    void theFastestAndTheSlowestAreNeverLost() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            List<Moment> moments = moments(20 + random.nextInt(2000), random);
            List<Moment> kept = Thinning.extremes(moments, 20);

            Comparator<Moment> byDuration = Comparator.comparingDouble(Moment::nanos);
            assertThat(kept).hasSizeLessThanOrEqualTo(20).isSubsetOf(moments);
            assertThat(kept.stream().min(byDuration)).isEqualTo(moments.stream().min(byDuration));
            assertThat(kept.stream().max(byDuration)).isEqualTo(moments.stream().max(byDuration));
            assertThat(kept).isSortedAccordingTo(Comparator.comparingDouble(Moment::seconds));
        }
    }

    private static List<Moment> moments(int count, Random random) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(new Moment(i, random.nextDouble()));
        }
        return moments;
    }
}
