package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which scenario another one's speed-up is relative to: one rule for the stopping of a run and for its report. */
public final class BaselineChoice {
    private static final List<String> USUAL_WORKLOADS = List.of("bert-base-uncased", "bert-tiny");
    private static final String PLAIN_FUSION = "none";
    private static final String PLAIN_LOWERING = "conv";

    /** The plainest form of a workload, whatever the order in which its forms were measured. */
    public static final Comparator<Scenario> PLAINEST = Comparator.comparing(
                    (Scenario scenario) -> !scenario.fusion().equals(PLAIN_FUSION))
            .thenComparing(scenario -> !scenario.lowering().equals(PLAIN_LOWERING))
            .thenComparing(Scenario::id);

    private BaselineChoice() {}

    /**
     * The workload that speed-ups are relative to where the user named none: bert-base-uncased, else bert-tiny, else the
     * first.
     *
     * @param workloads names, in the order of the user's selection or of the results; absent for none
     */
    public static Optional<String> usualWorkload(Collection<String> workloads) {
        return USUAL_WORKLOADS.stream().filter(workloads::contains).findFirst().or(() -> workloads.stream()
                .findFirst());
    }

    /**
     * The baseline workload's scenario with the candidate's fusion; else the one without fusion; else the only one; else
     * none. Where a group holds forms of the baseline workload alone, they are relative to the plainest of them.
     *
     * @param candidate one of the group
     * @param group scenarios under the same conditions: target, runtime version, element type, shape, threads
     * @param baselineWorkload name of the workload that speed-ups are relative to
     * @return the candidate itself when the others are relative to it
     */
    public static Optional<Scenario> of(Scenario candidate, Collection<Scenario> group, String baselineWorkload) {
        List<Scenario> baselines = new ArrayList<>();
        for (Scenario scenario : group) {
            if (scenario.workload().equals(baselineWorkload)) {
                baselines.add(scenario);
            }
        }
        if (candidate.workload().equals(baselineWorkload)) {
            return Optional.of(baselines.size() == group.size() ? Collections.min(baselines, PLAINEST) : candidate);
        }
        for (String fusion : new String[] {candidate.fusion(), PLAIN_FUSION}) {
            for (Scenario baseline : baselines) {
                if (baseline.fusion().equals(fusion)) {
                    return Optional.of(baseline);
                }
            }
        }
        return baselines.size() == 1 ? Optional.of(baselines.get(0)) : Optional.empty();
    }
}
