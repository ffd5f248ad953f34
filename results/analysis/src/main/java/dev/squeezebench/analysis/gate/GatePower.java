package dev.squeezebench.analysis.gate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What a gate's rule finds at a given scatter, computed by simulation of independent normal rounds. */
public final class GatePower {
    /** Gates of each simulation: a share of 95% is then known to +-.5% (one standard error). */
    private static final int GATES = 2000;

    private static final double FOUND = 0.95;
    private static final double LARGEST = 0.5;
    private static final int STEPS = 10;

    private final GateRule rule;
    private final double deviation;
    private final int rounds;
    private final long seed;

    /**
     * A simulation.
     *
     * @param rule what decides
     * @param deviation standard deviation of a round's log-ratio
     * @param rounds of each gate
     * @param seed of the random numbers
     */
    public GatePower(GateRule rule, double deviation, int rounds, long seed) {
        this.rule = rule;
        this.deviation = deviation;
        this.rounds = rounds;
        this.seed = seed;
    }

    /** Share of gates that fail when the candidate is slower by so much. */
    public double failing(double slowDown) {
        SplittableRandom random = new SplittableRandom(seed);
        double mean = Math.log1p(slowDown);
        long failed = Stream.generate(() -> gate(random, mean))
                .limit(GATES)
                .filter(Verdict.Fail.class::isInstance)
                .count();
        return failed / (double) GATES;
    }

    /** The smallest slow-down that fails in 95% of gates, to a thousandth of its range; empty above 50%. */
    public OptionalDouble smallestFound() {
        if (failing(LARGEST) < FOUND) {
            return OptionalDouble.empty();
        }
        double missed = 0;
        double found = LARGEST;
        for (int step = 0; step < STEPS; step++) {
            double middle = (missed + found) / 2;
            if (failing(middle) < FOUND) {
                missed = middle;
            } else {
                found = middle;
            }
        }
        return OptionalDouble.of(found);
    }

    private Verdict gate(SplittableRandom random, double mean) {
        List<GateRound> all = Stream.generate(() -> GateRound.ofLatency(mean + deviation * random.nextGaussian()))
                .limit(rounds)
                .toList();
        return rule.latency(Evidence.of(all)).verdict();
    }
}
