package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.report.BaselineChoice;
import dev.squeezebench.analysis.report.Conditions;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Two scenarios whose ratio is a speed-up: they differ in the workload, or in the form of a workload, alone.
 *
 * @param candidate the one that may be faster
 * @param baseline the one it is relative to
 */
public record ScenarioPair(Scenario candidate, Scenario baseline) {
    public ScenarioPair {
        if (candidate.id().equals(baseline.id())) {
            throw new IllegalArgumentException(candidate.id() + " is not compared with itself");
        }
    }

    /**
     * Each scenario with what it is relative to under the same {@link Conditions}.
     *
     * @param baselineWorkload name of the workload that speed-ups are relative to
     * @see BaselineChoice
     */
    public static List<ScenarioPair> among(List<Scenario> scenarios, String baselineWorkload) {
        List<ScenarioPair> pairs = new ArrayList<>();
        for (Scenario candidate : scenarios) {
            List<Scenario> group = scenarios.stream()
                    .filter(scenario -> Conditions.of(scenario).equals(Conditions.of(candidate)))
                    .toList();
            BaselineChoice.of(candidate, group, baselineWorkload)
                    .filter(baseline -> !baseline.equals(candidate))
                    .ifPresent(baseline -> pairs.add(new ScenarioPair(candidate, baseline)));
        }
        return List.copyOf(pairs);
    }
}
