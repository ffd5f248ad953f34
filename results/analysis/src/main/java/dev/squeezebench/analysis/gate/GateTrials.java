package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.PairedTrials;
import dev.squeezebench.analysis.report.SteadinessCheck;
import dev.squeezebench.analysis.statistics.HalfCycleRatio;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The complete rounds of two arms, as their trials have them.
 *
 * @param candidate trials of the candidate that were measured
 * @param baseline the baseline's trials of the same rounds, in the same order
 */
public record GateTrials(List<Trial> candidate, List<Trial> baseline) {
    private static final int FEWEST = 2;

    public GateTrials {
        candidate = List.copyOf(candidate);
        baseline = List.copyOf(baseline);
    }

    /** The rounds in which both have a trial that was measured, in order of time. */
    public static GateTrials paired(List<Trial> candidates, List<Trial> baselines) {
        Map<RoundId, Trial> byRound = new LinkedHashMap<>();
        baselines.stream().filter(Trial::isMeasured).forEach(trial -> byRound.put(RoundId.of(trial), trial));
        List<Trial> first = new ArrayList<>();
        List<Trial> second = new ArrayList<>();
        for (Trial trial : candidates) {
            Trial other = byRound.get(RoundId.of(trial));
            if (trial.isMeasured()
                    && other != null
                    && PairedTrials.inTurns(trial, other).isPresent()) {
                first.add(trial);
                second.add(other);
            }
        }
        return new GateTrials(first, second);
    }

    /** What the rule judges, of one sitting. */
    public List<GateRound> rounds() {
        return rounds(List.of());
    }

    /**
     * What the rule judges.
     *
     * @param sittings when each command that measured began, in order
     */
    public List<GateRound> rounds(List<Instant> sittings) {
        List<GateRound> rounds = new ArrayList<>();
        for (int i = 0; i < candidate.size(); i++) {
            Trial one = candidate.get(i);
            Trial other = baseline.get(i);
            rounds.add(new GateRound(
                    PairedTrials.inTurns(one, other).orElseThrow().logRatio(),
                    PairedTrials.cpuInTurns(one, other)
                            .map(ratio -> new GateRound.CpuTime(ratio.logRatio(), share(one, other))),
                    memory(one, other),
                    sitting(one.startedAt(), sittings),
                    isQuiet(one) && isQuiet(other)));
        }
        return rounds;
    }

    private static int sitting(Instant started, List<Instant> sittings) {
        long begun = sittings.stream().filter(start -> !start.isAfter(started)).count();
        return (int) Math.max(0, begun - 1);
    }

    /** Whether the machine's speed changed in bursts meanwhile. */
    public boolean unsteady() {
        return !candidate.isEmpty() && (SteadinessCheck.isUnsteady(candidate) || SteadinessCheck.isUnsteady(baseline));
    }

    /** Log-ratio of the latencies of each round. */
    public List<Double> logRatios() {
        return rounds().stream().map(GateRound::latency).toList();
    }

    /** Whether one arm's processes are slow as a whole more often; absent without rounds. */
    public Optional<SlowMode> slowMode() {
        return candidate.isEmpty()
                ? Optional.empty()
                : Optional.of(SlowMode.of(latencies(candidate), latencies(baseline)));
    }

    /** How much slower an arm is in the first turn of a cycle, over the rounds; absent with fewer than two. */
    public Optional<SetAside> placeEffect() {
        return candidate.size() < FEWEST
                ? Optional.empty()
                : Optional.of(SetAside.of(each((one, other) -> HalfCycleRatio.placeEffect(
                        HalfCycleRatio.logRatios(PairedTrials.turnLatencies(one), PairedTrials.turnLatencies(other)),
                        candidateFirst(one)))));
    }

    private static boolean[] candidateFirst(Trial trial) {
        List<Samples.Turn> turns = trial.samples().turns();
        boolean[] first = new boolean[turns.size() / 2];
        for (int cycle = 0; cycle < first.length; cycle++) {
            first[cycle] = turns.get(2 * cycle).place() == 1;
        }
        return first;
    }

    private interface OfRound {
        double value(Trial one, Trial other);
    }

    private double[] each(OfRound value) {
        double[] values = new double[candidate.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.value(candidate.get(i), baseline.get(i));
        }
        return values;
    }

    private static double[] latencies(List<Trial> trials) {
        return trials.stream().mapToDouble(LatencySummary::medianNs).toArray();
    }

    /** CPU time of both over what their threads could have used. */
    private static double share(Trial one, Trial other) {
        double cpu = sum(one.samples().measureCpuNs().toDoubles())
                + sum(other.samples().measureCpuNs().toDoubles());
        double wall =
                sum(one.samples().measureNs().toDoubles()) * one.scenario().threads()
                        + sum(other.samples().measureNs().toDoubles())
                                * other.scenario().threads();
        return cpu / wall;
    }

    private static double sum(double... values) {
        return Arrays.stream(values).sum();
    }

    private static OptionalDouble memory(Trial one, Trial other) {
        return one.memory().rssPeakBytes().isPresent()
                        && other.memory().rssPeakBytes().isPresent()
                ? OptionalDouble.of(
                        Math.log((double) one.memory().rssPeakBytes().getAsLong()
                                / (double) other.memory().rssPeakBytes().getAsLong()))
                : OptionalDouble.empty();
    }

    private static boolean isQuiet(Trial trial) {
        return trial.warnings().stream().noneMatch(WarningCode.CONTENDED::is);
    }
}
