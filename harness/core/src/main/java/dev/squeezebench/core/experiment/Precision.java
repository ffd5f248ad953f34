package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.PairedRatios;
import dev.squeezebench.analysis.statistics.StoppingRule;
import java.util.ArrayList;
import java.util.List;

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
        return PairedRatios.of(history.medians(pair.candidate()), history.medians(pair.baseline())).values().stream()
                .mapToDouble(Double::doubleValue)
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
