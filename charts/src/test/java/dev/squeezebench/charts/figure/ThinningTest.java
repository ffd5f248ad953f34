package dev.squeezebench.charts.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.figure.TrialTimeline.Invocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {
    @Test
    void fewInvocationsAreAllKept() {
        List<Invocation> moments = moments(10, new Random(1));

        assertThat(Thinning.extremes(moments, 10, Invocation::nanos)).isEqualTo(moments);
    }

    @Test
    void theFastestAndTheSlowestAreNeverLost() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            List<Invocation> moments = moments(20 + random.nextInt(2000), random);
            List<Invocation> kept = Thinning.extremes(moments, 20, Invocation::nanos);

            Comparator<Invocation> byDuration = Comparator.comparingDouble(Invocation::nanos);
            assertThat(kept).hasSizeLessThanOrEqualTo(20).isSubsetOf(moments);
            assertThat(kept.stream().min(byDuration)).isEqualTo(moments.stream().min(byDuration));
            assertThat(kept.stream().max(byDuration)).isEqualTo(moments.stream().max(byDuration));
            assertThat(kept).isSortedAccordingTo(Comparator.comparingDouble(Invocation::seconds));
        }
    }

    private static List<Invocation> moments(int count, Random random) {
        List<Invocation> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(new Invocation(i, random.nextDouble()));
        }
        return moments;
    }
}
