package dev.squeezebench.analysis.statistics;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * When enough rounds were measured: every speed-up's 95% interval has a half-width below the target.
 *
 * <p>To stop as soon as an interval looks narrow enough favours moments at which the spread is underestimated by chance
 * (Chow and Robbins 1965, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean"; Anscombe
 * 1952): with a first look after six rounds, 95% intervals hold the truth in as little as 92.4% of runs. Simons 1968 ("On
 * the cost of not knowing the variance when making a fixed-width confidence interval for the mean") shows the cure: a
 * fixed number of further rounds, taken whatever they show. So the target has to be met at some round from the fourth on,
 * then come {@value #FURTHER_ROUNDS} more rounds, then it has to be met (still or again). The simulation in this class's
 * test measures the coverage of what is printed.
 *
 * <p>Between the rounds of one speed-up only its own values count; all have to agree to stop.
 *
 * @param target half-width over the speed-up, such as 0.01 for +-1%
 */
public record StoppingRule(double target) {
    private static final int FIRST_LOOK = 4;
    private static final int FURTHER_ROUNDS = 4;

    public StoppingRule {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("the half-width to reach lies between 0 and 1");
        }
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

    /** Looks at a speed-up after each of its rounds; the running variance is Welford's (1962). */
    private Progress follow(double[] ratios) {
        int stopAt = Integer.MAX_VALUE;
        double mean = 0;
        double squares = 0;
        double halfWidth = Double.POSITIVE_INFINITY;
        for (int n = 1; n <= ratios.length; n++) {
            double value = Math.log(ratios[n - 1]);
            double step = value - mean;
            mean += step / n;
            squares += step * (value - mean);
            if (n >= 2) {
                // Half of exp(m + h) - exp(m - h), over exp(m).
                halfWidth = Math.sinh(StudentT.quantile(n - 1) * Math.sqrt(squares / (n - 1) / n));
            }
            if (n >= FIRST_LOOK && halfWidth < target && stopAt == Integer.MAX_VALUE) {
                stopAt = n + FURTHER_ROUNDS;
            }
        }
        return new Progress(ratios.length >= stopAt && halfWidth < target, halfWidth);
    }
}
