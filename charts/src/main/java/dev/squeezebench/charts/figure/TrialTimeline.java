package dev.squeezebench.charts.figure;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The invocations of one trial in order of time; times are seconds before (negative) or after the beginning of the
 * measured phase, as sums of the invocations alone.
 *
 * @param first the first inference, where there is one
 * @param warmup warm-up after it
 * @param measured measured invocations
 * @param thinned whether some invocations were left out
 */
record TrialTimeline(Optional<Invocation> first, List<Invocation> warmup, List<Invocation> measured, boolean thinned) {
    private static final double NANOS = 1e9;

    /**
     * One invocation.
     *
     * @param seconds when it ended
     * @param nanos how long it took
     */
    record Invocation(double seconds, double nanos) {}

    TrialTimeline {
        warmup = List.copyOf(warmup);
        measured = List.copyOf(measured);
    }

    /** Keeps at most that many invocations a phase. */
    static TrialTimeline of(Samples samples, int most) {
        double warmupSeconds = samples.warmupNs().stream().sum() / NANOS;
        List<Invocation> warmup = invocations(samples.warmupNs(), -warmupSeconds);
        List<Invocation> measured = invocations(samples.measureNs(), 0);
        Optional<Invocation> first = samples.firstInferenceNs().isPresent()
                ? Optional.of(new Invocation(
                        -warmupSeconds, samples.firstInferenceNs().getAsLong()))
                : Optional.empty();
        return new TrialTimeline(
                first,
                Thinning.extremes(warmup, most, Invocation::nanos),
                Thinning.extremes(measured, most, Invocation::nanos),
                warmup.size() > most || measured.size() > most);
    }

    private static List<Invocation> invocations(LongSeries durations, double start) {
        List<Invocation> invocations = new ArrayList<>(durations.size());
        double seconds = start;
        for (int i = 0; i < durations.size(); i++) {
            seconds += durations.get(i) / NANOS;
            invocations.add(new Invocation(seconds, durations.get(i)));
        }
        return invocations;
    }

    Stream<Invocation> all() {
        return Stream.of(first.stream(), warmup.stream(), measured.stream()).flatMap(each -> each);
    }
}
