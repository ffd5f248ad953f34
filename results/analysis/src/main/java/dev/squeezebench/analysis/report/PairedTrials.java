package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.HalfCycleRatio;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Two trials of one round: what stops a run, and what its report prints. */
public final class PairedTrials {
    private PairedTrials() {}

    /**
     * How much faster the candidate was: in turns the median over half-cycles, else the quotient of the trials' medians.
     *
     * @return the baseline's latency over the candidate's
     */
    public static double speedUp(Trial candidate, Trial baseline) {
        return inTurns(candidate, baseline)
                .map(ratio -> Math.exp(-ratio.logRatio()))
                .orElseGet(() -> LatencySummary.medianNs(baseline) / LatencySummary.medianNs(candidate));
    }

    /** The same of trials whose medians are known. */
    static double speedUp(TrialMedian candidate, TrialMedian baseline) {
        return inTurns(candidate.trial(), baseline.trial())
                .map(ratio -> Math.exp(-ratio.logRatio()))
                .orElseGet(() -> baseline.medianNs() / candidate.medianNs());
    }

    /** The ratio of two arms that took turns in one round; absent where they did not, or not equally many. */
    public static Optional<HalfCycleRatio> inTurns(Trial candidate, Trial baseline) {
        return arePaired(candidate, baseline)
                ? Optional.of(HalfCycleRatio.of(turnLatencies(candidate), turnLatencies(baseline)))
                : Optional.empty();
    }

    /** The same by the CPU time of the processes; absent also where it was not read, or by a clock that is too coarse. */
    public static Optional<HalfCycleRatio> cpuInTurns(Trial candidate, Trial baseline) {
        return arePaired(candidate, baseline) && hasCpuTimes(candidate) && hasCpuTimes(baseline)
                ? Optional.of(HalfCycleRatio.of(
                        turnMeans(candidate, candidate.samples().measureCpuNs()),
                        turnMeans(baseline, baseline.samples().measureCpuNs())))
                : Optional.empty();
    }

    private static boolean arePaired(Trial candidate, Trial baseline) {
        int turns = candidate.samples().turns().size();
        return turns > 0
                && turns % 2 == 0
                && turns == baseline.samples().turns().size()
                && candidate.group().equals(baseline.group());
    }

    private static boolean hasCpuTimes(Trial trial) {
        LongSeries cpu = trial.samples().measureCpuNs();
        return !cpu.isEmpty() && cpu.stream().allMatch(ns -> ns > 0);
    }

    /** Mean log latency of each turn of a trial, in order of time: each arm has one turn in each half-cycle. */
    public static double[] turnLatencies(Trial trial) {
        return turnMeans(trial, trial.samples().measureNs());
    }

    private static double[] turnMeans(Trial trial, LongSeries ofInvocations) {
        double[] values = ofInvocations.toDoubles();
        List<Samples.Turn> turns = trial.samples().turns();
        double[] means = new double[turns.size()];
        int first = 0;
        for (int turn = 0; turn < means.length; turn++) {
            int count = turns.get(turn).count();
            means[turn] = HalfCycleRatio.meanLog(Arrays.copyOfRange(values, first, first + count));
            first += count;
        }
        return means;
    }
}
