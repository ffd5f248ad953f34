package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.figure.Course.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Leaves invocations out of a drawing, never an outlier. */
final class Thinning {
    private static final Comparator<Moment> BY_DURATION = Comparator.comparingDouble(Moment::nanos);

    private Thinning() {}

    /** All of them, or the shortest and the longest of each of {@code most / 2} stretches of equal count. */
    static List<Moment> extremes(List<Moment> moments, int most) {
        if (moments.size() <= most) {
            return moments;
        }
        List<Moment> kept = new ArrayList<>(most);
        int stretches = most / 2;
        for (int i = 0; i < stretches; i++) {
            int from = (int) ((long) i * moments.size() / stretches);
            int to = (int) ((long) (i + 1) * moments.size() / stretches);
            List<Moment> stretch = moments.subList(from, to);
            Moment shortest = stretch.stream().min(BY_DURATION).orElseThrow();
            Moment longest = stretch.stream().max(BY_DURATION).orElseThrow();
            kept.add(shortest.seconds() <= longest.seconds() ? shortest : longest);
            kept.add(shortest.seconds() <= longest.seconds() ? longest : shortest);
        }
        return kept;
    }
}
