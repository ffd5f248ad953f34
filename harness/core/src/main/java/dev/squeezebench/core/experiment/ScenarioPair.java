package dev.squeezebench.core.experiment;

import dev.squeezebench.results.Scenario;
import java.util.ArrayList;
import java.util.List;

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
     * Each scenario with the baseline workload's scenario on the same target, runtime version, element type, batch,
     * sequence length and threads. Where the baseline was planned with several lowerings or fusions, each is a pair of
     * its own.
     *
     * @param baselineWorkload name of the workload that speed-ups are relative to
     */
    public static List<ScenarioPair> among(List<Scenario> scenarios, String baselineWorkload) {
        List<ScenarioPair> pairs = new ArrayList<>();
        for (Scenario candidate : scenarios) {
            for (Scenario baseline : scenarios) {
                if (baseline.workload().equals(baselineWorkload)
                        && !candidate.workload().equals(baselineWorkload)
                        && underSameConditions(candidate, baseline)) {
                    pairs.add(new ScenarioPair(candidate, baseline));
                }
            }
        }
        return List.copyOf(pairs);
    }

    private static boolean underSameConditions(Scenario a, Scenario b) {
        return a.target().equals(b.target())
                && a.runtimeVersion().equals(b.runtimeVersion())
                && a.dtype().equals(b.dtype())
                && a.batch() == b.batch()
                && a.sequenceLength() == b.sequenceLength()
                && a.threads() == b.threads();
    }
}
