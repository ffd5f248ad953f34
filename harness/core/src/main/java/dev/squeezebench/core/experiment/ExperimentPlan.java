package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.measure.turn.BalancedOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is measured, in which order and for how long.
 *
 * @param arms those of one round
 * @param pairs the speed-ups that are wanted
 * @param length when to stop
 * @param seed of the order within the rounds
 */
public record ExperimentPlan(List<Arm> arms, List<ArmPair> pairs, RunLength length, long seed) {
    public ExperimentPlan {
        arms = List.copyOf(arms);
        pairs = List.copyOf(pairs);
        Set<String> ids = new HashSet<>();
        for (Arm arm : arms) {
            // Saved trials have the arm's name and scenario alone.
            if (!ids.add(arm.name() + ' ' + arm.scenario().id())) {
                throw new IllegalArgumentException(arm + " is planned twice");
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("nothing is planned");
        }
        for (ArmPair pair : pairs) {
            if (!arms.contains(pair.candidate()) || !arms.contains(pair.baseline())) {
                throw new IllegalArgumentException("a pair is made of planned arms, not of " + pair);
            }
        }
    }

    /** A plan with the speed-ups of every arm over the baseline workload's under the same conditions. */
    public static ExperimentPlan relativeTo(String baselineWorkload, List<Arm> arms, RunLength length, long seed) {
        return new ExperimentPlan(arms, ArmPair.among(arms, baselineWorkload), length, seed);
    }

    /** The arms in the order in which a round, from 1, runs them. */
    public List<Arm> order(int round) {
        return new BalancedOrder(seed, arms.size())
                .row(round).stream().map(arms::get).toList();
    }
}
