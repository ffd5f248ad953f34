package dev.squeezebench.analysis.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the scatter of a round's log-ratio comes from, and how many cycles a round should therefore have: two processes
 * differ from others of their kind by their layout in memory, which no number of cycles averages out, and cycles scatter,
 * which they do. With Q cycles the variance of a round is 2 f^2 + v / Q, and a run of fixed length has the narrowest interval at
 * Q = sqrt(c0 / cq * v / (2 f^2)) (Kalibera and Jones 2013, "Rigorous benchmarking in reasonable time").
 *
 * @param processEffect f, the standard deviation of what a process's log latency has of its own
 * @param cycleVariance v, of a cycle
 */
public record RoundNoise(double processEffect, double cycleVariance) {
    /**
     * Estimate from the first rounds. Only variances are used, so that choosing the number of cycles by it does not move
     * any mean.
     *
     * @param pairs for each pair of arms its rounds, all with the same number of cycles
     * @return empty while there are fewer than two rounds, or too few cycles in them
     */
    public static Optional<RoundNoise> of(Collection<List<HalfCycleRatio>> pairs) {
        List<List<HalfCycleRatio>> known = pairs.stream()
                .filter(rounds -> rounds.size() > 1
                        && rounds.stream().allMatch(r -> r.cycles() >= HalfCycleRatio.FEWEST_FOR_VARIANCE))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        double withinRound = known.stream()
                .flatMap(List::stream)
                .mapToDouble(HalfCycleRatio::cycleVariance)
                .average()
                .getAsDouble();
        double ofMedians = known.stream()
                .flatMap(List::stream)
                .mapToDouble(r -> r.cycleVariance() / r.cycles())
                .average()
                .getAsDouble();
        double between =
                known.stream().mapToDouble(RoundNoise::variance).average().getAsDouble();
        return Optional.of(new RoundNoise(Math.sqrt(Math.max(0, between - ofMedians) / 2), withinRound));
    }

    /**
     * Cycles of the rounds to come: the cheapest number, up to a multiple of what one balanced order of the arms takes.
     *
     * @param start what a round takes before its cycles (processes, loading, warm-up)
     * @param cycle what a cycle takes, in the same unit
     * @param balanced cycles after which each arm had each place equally often
     * @param fewest the number that the run began with
     * @param most never more than this
     */
    public int cycles(double start, double cycle, int balanced, int fewest, int most) {
        double best = Math.sqrt(start / cycle * cycleVariance / (2 * processEffect * processEffect));
        // Without any process effect that shows, as many as there may be; without any noise at all, the fewest.
        double wanted = cycleVariance == 0 ? fewest : Math.min(most, Math.max(fewest, best));
        int rounded = balanced * (int) Math.max(1, Math.round(wanted / balanced));
        return rounded > most && rounded > balanced ? rounded - balanced : rounded;
    }

    /** Standard deviation of a round's log-ratio with so many cycles. */
    public double deviation(int cycles) {
        return Math.sqrt(2 * processEffect * processEffect + cycleVariance / cycles);
    }

    private static double variance(List<HalfCycleRatio> rounds) {
        double mean =
                rounds.stream().mapToDouble(HalfCycleRatio::logRatio).average().getAsDouble();
        double squares = rounds.stream()
                .mapToDouble(r -> (r.logRatio() - mean) * (r.logRatio() - mean))
                .sum();
        return squares / (rounds.size() - 1);
    }
}
