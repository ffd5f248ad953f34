package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Candidate against baseline: the ratio, how far to trust it, and the rounds it rests on.
 *
 * @param run id of the run it belongs to; with merged files the run of the first round
 * @param at when it was computed
 * @param candidate id of the candidate's scenario
 * @param candidateArm arm of the candidate's trials: {@link Trial#SINGLE} outside of a gate
 * @param baseline id of the baseline's scenario
 * @param baselineArm arm of the baseline's trials
 * @param metric what was compared, such as {@link #LATENCY}
 * @param ratio the baseline's value over the candidate's: the speed-up, above 1 when the candidate is faster
 * @param spread interval, or the range where there are too few rounds
 * @param rounds ratio of each round, in order of time
 * @param verdict what a gate decided about it; absent outside of one
 */
public record Comparison(
        String run,
        Instant at,
        String candidate,
        String candidateArm,
        String baseline,
        String baselineArm,
        String metric,
        double ratio,
        Spread spread,
        List<RoundRatio> rounds,
        Optional<GateVerdict> verdict)
        implements ResultRecord {
    /** Metric: wall time of an invocation, median of a trial. */
    public static final String LATENCY = "median_latency";

    /** Metric: peak resident set while measuring. */
    public static final String PEAK_MEMORY = "peak_memory";

    public Comparison {
        rounds = Collections.unmodifiableList(new ArrayList<>(rounds));
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a comparison rests on at least one round");
        }
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("a ratio is a positive number, not " + ratio);
        }
    }
}
