package dev.squeezebench.analysis.gate;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one complete round of a gate says of candidate and baseline; all ratios are logarithms of the candidate's value over
 * the baseline's, so that more than 0 is worse.
 *
 * @param latency of the latencies, as {@link dev.squeezebench.analysis.statistics.HalfCycleRatio} has it
 * @param cpu of the CPU times of the same invocations; absent where they were not read
 * @param memory of the peak resident sets; absent where they were not read
 * @param sitting the command that measured it, from 0: a gate that is continued has several
 * @param quiet whether other processes and the hypervisor took less than 1% of the CPU time meanwhile
 */
public record GateRound(double latency, Optional<CpuTime> cpu, OptionalDouble memory, int sitting, boolean quiet) {
    /**
     * The second witness.
     *
     * @param logRatio of the CPU times
     * @param share the CPU time of both arms over what their threads could have used in the time on the clock
     */
    public record CpuTime(double logRatio, double share) {}

    /** A round of which the clock alone was read. */
    public static GateRound ofLatency(double logRatio) {
        return new GateRound(logRatio, Optional.empty(), OptionalDouble.empty(), 0, true);
    }
}
