package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.StoppingRule;
import dev.squeezebench.core.PlannedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How well the speed-ups of an experiment are known so far. A speed-up counts as long as both its scenarios work. Where
 * none is left, as with a single workload, the scenarios' own medians stand in for them.
 */
final class Precision {
    private final ExperimentPlan plan;
    private final Ledger ledger;
    private final StoppingRule rule;

    Precision(ExperimentPlan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        this.rule = new StoppingRule(plan.length().interval());
    }

    /** What the stopping rule makes of the rounds so far. */
    StoppingRule.Decision decide() {
        List<double[]> speedUps = new ArrayList<>();
        for (ScenarioPair pair : plan.pairs()) {
            if (ledger.works(pair.candidate()) && ledger.works(pair.baseline())) {
                speedUps.add(ratios(pair));
            }
        }
        return rule.decide(speedUps.isEmpty() ? medians() : speedUps);
    }

    /** The baseline's median over the candidate's in each round that measured both, in order of time. */
    private double[] ratios(ScenarioPair pair) {
        SortedMap<Integer, Double> candidate = ledger.medians(pair.candidate());
        SortedMap<Integer, Double> baseline = ledger.medians(pair.baseline());
        return candidate.entrySet().stream()
                .filter(round -> baseline.containsKey(round.getKey()))
                .mapToDouble(round -> baseline.getOrDefault(round.getKey(), Double.NaN) / round.getValue())
                .toArray();
    }

    private List<double[]> medians() {
        return ledger.working().stream()
                .map(PlannedScenario::scenario)
                .map(scenario -> ledger.medians(scenario).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toList();
    }
}
