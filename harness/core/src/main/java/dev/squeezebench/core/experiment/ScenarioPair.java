package dev.squeezebench.core.experiment;

import dev.squeezebench.results.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two scenarios whose ratio is a speed-up: they differ in the workload alone.
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
     * Each scenario with the baseline workload's scenario under the same conditions: target, runtime version, element
     * type, batch, sequence length, threads and options. Where the baseline is planned with several fusions, it is the one
     * with the candidate's, else the one without, else none.
     *
     * @param baselineWorkload name of the workload that speed-ups are relative to
     */
    public static List<ScenarioPair> among(List<Scenario> scenarios, String baselineWorkload) {
        List<ScenarioPair> pairs = new ArrayList<>();
        for (Scenario candidate : scenarios) {
            if (!candidate.workload().equals(baselineWorkload)) {
                List<Scenario> baselines = scenarios.stream()
                        .filter(scenario -> scenario.workload().equals(baselineWorkload))
                        .filter(scenario -> underSameConditions(candidate, scenario))
                        .toList();
                baselineOf(candidate, baselines)
                        .ifPresent(baseline -> pairs.add(new ScenarioPair(candidate, baseline)));
            }
        }
        return List.copyOf(pairs);
    }

    private static Optional<Scenario> baselineOf(Scenario candidate, List<Scenario> baselines) {
        for (String fusion : List.of(candidate.fusion(), "none")) {
            for (Scenario baseline : baselines) {
                if (baseline.fusion().equals(fusion)) {
                    return Optional.of(baseline);
                }
            }
        }
        return baselines.size() == 1 ? Optional.of(baselines.get(0)) : Optional.empty();
    }

    private static boolean underSameConditions(Scenario a, Scenario b) {
        return a.target().equals(b.target())
                && a.runtimeVersion().equals(b.runtimeVersion())
                && a.dtype().equals(b.dtype())
                && a.batch() == b.batch()
                && a.sequenceLength() == b.sequenceLength()
                && a.threads() == b.threads()
                && a.options().equals(b.options());
    }
}
