package dev.squeezebench.charts.figure;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Course of one trial; times are seconds before (negative) or after the beginning of the measured phase, as sums of the
 * invocations alone.
 *
 * @param first the first inference, where there is one
 * @param warmup warm-up after it
 * @param measured measured invocations
 * @param thinned whether some invocations were left out
 */
record Course(Optional<Moment> first, List<Moment> warmup, List<Moment> measured, boolean thinned) {
    private static final double NANOS = 1e9;

    /**
     * One invocation.
     *
     * @param seconds when it ended
     * @param nanos how long it took
     */
    record Moment(double seconds, double nanos) {}

    Course {
        warmup = List.copyOf(warmup);
        measured = List.copyOf(measured);
    }

    /** Keeps at most that many invocations a phase. */
    static Course of(Samples samples, int most) {
        double warmupSeconds = samples.warmupNs().stream().sum() / NANOS;
        List<Moment> warmup = moments(samples.warmupNs(), -warmupSeconds);
        List<Moment> measured = moments(samples.measureNs(), 0);
        Optional<Moment> first = samples.firstInferenceNs().isPresent()
                ? Optional.of(
                        new Moment(-warmupSeconds, samples.firstInferenceNs().getAsLong()))
                : Optional.empty();
        return new Course(
                first,
                Thinning.extremes(warmup, most),
                Thinning.extremes(measured, most),
                warmup.size() > most || measured.size() > most);
    }

    private static List<Moment> moments(LongSeries durations, double start) {
        List<Moment> moments = new ArrayList<>(durations.size());
        double seconds = start;
        for (int i = 0; i < durations.size(); i++) {
            seconds += durations.get(i) / NANOS;
            moments.add(new Moment(seconds, durations.get(i)));
        }
        return moments;
    }
}
