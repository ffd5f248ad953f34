package dev.squeezebench.charts.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Leaves points out of a drawing, never an outlier. */
final class Thinning {
    private Thinning() {}

    /** All of them, or the smallest and the largest of each of {@code most / 2} stretches of equal count, in order. */
    static <T> List<T> extremes(List<T> all, int most, ToDoubleFunction<T> value) {
        if (all.size() <= most) {
            return all;
        }
        Comparator<Integer> byValue = Comparator.comparingDouble(index -> value.applyAsDouble(all.get(index)));
        List<T> kept = new ArrayList<>(most);
        int stretches = most / 2;
        for (int i = 0; i < stretches; i++) {
            int smallest = (int) ((long) i * all.size() / stretches);
            int largest = smallest;
            int end = (int) ((long) (i + 1) * all.size() / stretches);
            for (int j = smallest + 1; j < end; j++) {
                smallest = byValue.compare(j, smallest) < 0 ? j : smallest;
                largest = byValue.compare(j, largest) > 0 ? j : largest;
            }
            kept.add(all.get(Math.min(smallest, largest)));
            if (smallest != largest) {
                kept.add(all.get(Math.max(smallest, largest)));
            }
        }
        return kept;
    }
}
