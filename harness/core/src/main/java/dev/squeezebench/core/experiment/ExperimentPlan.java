package dev.squeezebench.core.experiment;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.records.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is measured, in which order and for how long.
 *
 * @param scenarios those of one round, each id once
 * @param pairs the speed-ups that are wanted
 * @param length when to stop
 * @param seed of the order within the rounds
 */
public record ExperimentPlan(List<PlannedScenario> scenarios, List<ScenarioPair> pairs, RunLength length, long seed) {
    public ExperimentPlan {
        scenarios = List.copyOf(scenarios);
        pairs = List.copyOf(pairs);
        Set<String> ids = new HashSet<>();
        for (PlannedScenario planned : scenarios) {
            if (!ids.add(planned.scenario().id())) {
                throw new IllegalArgumentException(planned.scenario().id() + " is planned twice");
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("nothing is planned");
        }
        for (ScenarioPair pair : pairs) {
            if (!ids.contains(pair.candidate().id())
                    || !ids.contains(pair.baseline().id())) {
                throw new IllegalArgumentException("a pair is made of planned scenarios, not of " + pair);
            }
        }
    }

    /** A plan with the speed-ups of every scenario over the baseline workload's under the same conditions. */
    public static ExperimentPlan relativeTo(
            String baselineWorkload, List<PlannedScenario> scenarios, RunLength length, long seed) {
        List<Scenario> bare = scenarios.stream().map(PlannedScenario::scenario).toList();
        return new ExperimentPlan(scenarios, ScenarioPair.among(bare, baselineWorkload), length, seed);
    }

    /** The scenarios in the order in which a round, from 1, runs them. */
    public List<PlannedScenario> order(int round) {
        return new RoundOrder(seed, scenarios.size())
                .ofRound(round).stream().map(scenarios::get).toList();
    }
}
