package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.figure.Course.Moment;
import dev.squeezebench.charts.paint.Axis;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The courses of one scenario's trials, and axes on which they fit.
 *
 * @param all one a trial
 */
record Courses(List<Course> all) {
    /** A first inference longer than this times the longest other one would squeeze all else to the floor. */
    private static final double FITS = 1.5;

    Courses {
        all = List.copyOf(all);
    }

    /** Keeps at most that many invocations a trial and phase. */
    static Courses of(ScenarioTrials trials, int most) {
        return new Courses(trials.trials().stream()
                .map(each -> Course.of(each.record().samples(), most))
                .toList());
    }

    boolean thinned() {
        return all.stream().anyMatch(Course::thinned);
    }

    List<Moment> warmup() {
        return phase(Course::warmup);
    }

    List<Moment> measured() {
        return phase(Course::measured);
    }

    List<Moment> firsts() {
        return all.stream().map(Course::first).flatMap(Optional::stream).toList();
    }

    private List<Moment> phase(Function<Course, List<Moment>> phase) {
        return all.stream().map(phase).flatMap(Collection::stream).toList();
    }

    /** The longest invocation that is drawn to scale, in nanoseconds. */
    double longest() {
        double others = Math.max(longest(warmup()), longest(measured()));
        return firstsFit() ? Math.max(others, longestFirst()) : others;
    }

    /** Whether the first inferences can be drawn to scale. */
    boolean firstsFit() {
        return longestFirst() <= FITS * Math.max(longest(warmup()), longest(measured()));
    }

    double shortestFirst() {
        return firsts().stream().mapToDouble(Moment::nanos).min().orElse(0);
    }

    double longestFirst() {
        return longest(firsts());
    }

    private static double longest(List<Moment> moments) {
        return moments.stream().mapToDouble(Moment::nanos).max().orElse(0);
    }

    /** Seconds before and after the beginning of the measured phase. */
    Axis time() {
        double begin = Math.min(earliest(warmup()), earliest(firsts()));
        double end = measured().stream().mapToDouble(Moment::seconds).max().orElse(0);
        double margin = Math.max(1e-6, (end - begin) * .03);
        return new Axis(begin - margin, end + margin, true);
    }

    private static double earliest(List<Moment> moments) {
        return moments.stream().mapToDouble(Moment::seconds).min().orElse(0);
    }

    /** Latency from zero, with room for a note at the top where one is needed. */
    Axis latency(Unit unit) {
        return Axis.fromZero(unit.of(longest()) * (firstsFit() ? 1 : 1.15));
    }
}
