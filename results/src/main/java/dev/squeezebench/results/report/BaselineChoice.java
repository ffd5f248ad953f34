package dev.squeezebench.results.report;

import dev.squeezebench.results.Scenario;
import dev.squeezebench.results.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which of a group's baseline scenarios a candidate is relative to. */
final class BaselineChoice {
    private BaselineChoice() {}

    /**
     * Trials of the baseline that uses the candidate's fusion; else of the only one; else of the one without fusion; else
     * none.
     */
    static List<Trial> of(Scenario candidate, Map<Scenario, List<Trial>> scenarios, Predicate<Scenario> isBaseline) {
        List<List<Trial>> baselines = new ArrayList<>();
        for (Map.Entry<Scenario, List<Trial>> entry : scenarios.entrySet()) {
            if (isBaseline.test(entry.getKey()) && entry.getValue().stream().anyMatch(ScenarioSummary::enters)) {
                baselines.add(entry.getValue());
            }
        }
        for (String fusion : new String[] {candidate.fusion(), "none"}) {
            for (List<Trial> trials : baselines) {
                if (trials.get(0).scenario().fusion().equals(fusion)) {
                    return trials;
                }
            }
        }
        return baselines.size() == 1 ? baselines.get(0) : Collections.emptyList();
    }
}
