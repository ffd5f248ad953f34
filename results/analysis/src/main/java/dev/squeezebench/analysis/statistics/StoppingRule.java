package dev.squeezebench.analysis.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * When enough rounds were measured: every speed-up's 95% interval has a half-width below the target.
 *
 * <p>To stop as soon as an interval looks narrow enough favours moments at which the spread is underestimated by chance
 * (Chow and Robbins 1965, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean"; Anscombe
 * 1952): with a first look after six rounds, 95% intervals contain the truth in as little as 92.4% of runs. Simons 1968 ("On
 * the cost of not knowing the variance when making a fixed-width confidence interval for the mean") shows the cure: a
 * fixed number of further rounds, taken whatever they show. So the target has to be met at some round from the estimator's
 * first look on (the sixth, for rounds in turns), then come {@value #FURTHER_ROUNDS} more rounds, then it has to be met (still or again). The simulation in this class's
 * test measures the coverage of what is printed.
 *
 * <p>Between the rounds of one speed-up only its own values count; all have to agree to stop.
 *
 * @param target half-width over the speed-up, such as 0.01 for +-1%
 * @param estimator what is printed, and thus judged
 */
public record StoppingRule(double target, RoundEstimator estimator) {
    private static final int FURTHER_ROUNDS = 4;

    public StoppingRule {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("the half-width to reach lies between 0 and 1");
        }
    }

    /** The rule for rounds whose arms ran one after the other, as version 0.1.0 had it. */
    public StoppingRule(double target) {
        this(target, RoundEstimator.STUDENT_T);
    }

    /**
     * What to do next.
     *
     * @param stop whether every speed-up is known well enough
     * @param widest the widest half-width now; absent while a speed-up has fewer than two rounds
     */
    public record Decision(boolean stop, OptionalDouble widest) {}

    /**
     * Decides after a round. Speed-ups that can no longer be formed, since one side keeps failing, are left out by the
     * caller; with none at all there is nothing to go on for.
     *
     * @param speedUps for each speed-up its ratios, one a round, in order of time
     */
    public Decision decide(Collection<double[]> speedUps) {
        boolean stop = true;
        double widest = 0;
        for (double[] ratios : speedUps) {
            if (ratios.length < 2) {
                return new Decision(false, OptionalDouble.empty());
            }
            Progress progress = follow(ratios);
            stop &= progress.reached;
            widest = Math.max(widest, progress.halfWidth);
        }
        return new Decision(stop, OptionalDouble.of(widest));
    }

    private record Progress(boolean reached, double halfWidth) {}

    /** Looks at a speed-up after each of its rounds. */
    private Progress follow(double[] ratios) {
        double[] logRatios = Arrays.stream(ratios).map(Math::log).toArray();
        int n = ratios.length;
        double now = halfWidth(logRatios, n);
        boolean metBefore = IntStream.rangeClosed(estimator.firstLook(), n - FURTHER_ROUNDS)
                .anyMatch(look -> halfWidth(logRatios, look) < target);
        return new Progress(metBefore && now < target, now);
    }

    /** Over the speed-up, of the first rounds: half of exp(m + h) - exp(m - h), over exp(m). */
    private double halfWidth(double[] logRatios, int rounds) {
        return Math.sinh(estimator.halfWidth(Arrays.copyOf(logRatios, rounds)));
    }
}
