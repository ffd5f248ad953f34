package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.statistics.SetAside;
import java.util.List;
import java.util.Optional;

/**
 * All rounds of one scenario of a gate.
 *
 * @param rounds complete rounds in order of time, of all sittings
 * @param controls log-ratios of rounds of baseline against baseline, measured after a failure; mostly none
 * @param unsteady whether the machine's speed changed in bursts meanwhile
 */
public record Evidence(List<GateRound> rounds, List<Double> controls, boolean unsteady) {
    /** CPU time that is less than this share of what the threads could have used says little about the clock. */
    private static final double WITNESS_SHARE = 0.9;

    public Evidence {
        rounds = List.copyOf(rounds);
        controls = List.copyOf(controls);
    }

    /** Evidence without control rounds. */
    public static Evidence of(List<GateRound> rounds) {
        return new Evidence(rounds, List.of(), false);
    }

    /** The first rounds alone, as they were at a look. */
    Evidence first(int count) {
        return new Evidence(rounds.subList(0, count), controls, unsteady);
    }

    double[] latencies() {
        return rounds.stream().mapToDouble(GateRound::latency).toArray();
    }

    /** Empty unless every round has it. */
    Optional<double[]> memory() {
        return rounds.stream().allMatch(round -> round.memory().isPresent())
                ? Optional.of(rounds.stream()
                        .mapToDouble(round -> round.memory().getAsDouble())
                        .toArray())
                : Optional.empty();
    }

    /** What CPU time says, where it was read in every round and the threads were at work; else the clock alone decides. */
    Optional<SetAside> cpu() {
        List<GateRound.CpuTime> times =
                rounds.stream().flatMap(round -> round.cpu().stream()).toList();
        if (times.size() < Math.max(2, rounds.size())) {
            return Optional.empty();
        }
        double share = times.stream()
                .mapToDouble(GateRound.CpuTime::share)
                .sorted()
                .skip(times.size() / 2)
                .findFirst()
                .getAsDouble();
        return share > WITNESS_SHARE
                ? Optional.of(SetAside.of(
                        times.stream().mapToDouble(GateRound.CpuTime::logRatio).toArray()))
                : Optional.empty();
    }

    /** The latencies of rounds that nothing else disturbed. */
    double[] quietLatencies() {
        return rounds.stream()
                .filter(GateRound::quiet)
                .mapToDouble(GateRound::latency)
                .toArray();
    }

    /** The latencies of each sitting. */
    List<double[]> sittings() {
        return rounds.stream()
                .mapToInt(GateRound::sitting)
                .distinct()
                .sorted()
                .mapToObj(sitting -> rounds.stream()
                        .filter(round -> round.sitting() == sitting)
                        .mapToDouble(GateRound::latency)
                        .toArray())
                .toList();
    }
}
