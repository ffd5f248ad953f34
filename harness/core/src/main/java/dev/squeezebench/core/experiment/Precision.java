package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.StoppingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How well the speed-ups of an experiment are known so far. A speed-up counts as long as both its arms work. Where
 * none is left, as with a single workload, the arms' own medians take their place.
 */
final class Precision {
    private final ExperimentPlan plan;
    private final TrialHistory history;
    private final StoppingRule rule;

    Precision(ExperimentPlan plan, TrialHistory history) {
        this.plan = plan;
        this.history = history;
        this.rule = new StoppingRule(plan.length().interval());
    }

    /** What the stopping rule makes of the rounds so far. */
    StoppingRule.Decision decide() {
        List<double[]> speedUps = new ArrayList<>();
        for (ArmPair pair : plan.pairs()) {
            if (history.works(pair.candidate()) && history.works(pair.baseline())) {
                speedUps.add(ratios(pair));
            }
        }
        return rule.decide(speedUps.isEmpty() ? medians() : speedUps);
    }

    /** The baseline's median over the candidate's in each round that measured both, in order of time. */
    private double[] ratios(ArmPair pair) {
        SortedMap<Integer, Double> candidate = history.medians(pair.candidate());
        SortedMap<Integer, Double> baseline = history.medians(pair.baseline());
        return candidate.entrySet().stream()
                .filter(round -> baseline.containsKey(round.getKey()))
                .mapToDouble(round -> baseline.getOrDefault(round.getKey(), Double.NaN) / round.getValue())
                .toArray();
    }

    private List<double[]> medians() {
        return history.working().stream()
                .map(arm -> history.medians(arm).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toList();
    }
}
