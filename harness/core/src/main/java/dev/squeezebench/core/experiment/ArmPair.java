package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Two arms whose ratio is a speed-up.
 *
 * @param candidate the one that may be faster
 * @param baseline the one it is relative to, on the same device
 */
public record ArmPair(Arm candidate, Arm baseline) {
    public ArmPair {
        if (candidate.equals(baseline)) {
            throw new IllegalArgumentException(candidate + " is not compared with itself");
        }
    }

    /**
     * Each arm with what it is relative to, among arms of one name.
     *
     * @param relativeTo what speed-ups are relative to: a workload or a condition
     * @see RelativeTo
     */
    public static List<ArmPair> among(List<Arm> arms, String relativeTo) {
        RelativeTo rule = RelativeTo.of(
                relativeTo, arms.stream().map(arm -> arm.scenario().workload()).toList());
        List<ArmPair> pairs = new ArrayList<>();
        for (Arm candidate : arms) {
            List<Arm> group = arms.stream()
                    .filter(arm ->
                            arm.name().equals(candidate.name()) && arm.planned().sharesRoundWith(candidate.planned()))
                    .toList();
            List<Scenario> scenarios = group.stream().map(Arm::scenario).toList();
            rule.baselineOf(candidate.scenario(), scenarios)
                    .map(baseline -> group.get(scenarios.indexOf(baseline)))
                    .filter(baseline -> !baseline.equals(candidate))
                    .ifPresent(baseline -> pairs.add(new ArmPair(candidate, baseline)));
        }
        return List.copyOf(pairs);
    }

    /**
     * Each arm of one name with the arm of another name that has the same scenario, except for what the two names vary: a
     * condition whose values differ between them, such as the runtime's version. Java and environment, which are no part
     * of a scenario, may differ too.
     *
     * @param candidate name of the arms that may be faster
     * @param baseline name of the arms they are relative to
     */
    public static List<ArmPair> between(List<Arm> arms, String candidate, String baseline) {
        List<Arm> candidates = named(arms, candidate);
        List<Arm> baselines = named(arms, baseline);
        Set<String> varied = new TreeSet<>();
        for (String condition : conditions(arms)) {
            if (!values(candidates, condition).equals(values(baselines, condition))) {
                varied.add(condition);
            }
        }
        List<ArmPair> pairs = new ArrayList<>();
        for (Arm one : candidates) {
            baselines.stream()
                    .filter(other -> same(one, other, varied))
                    .forEach(other -> pairs.add(new ArmPair(one, other)));
        }
        return List.copyOf(pairs);
    }

    private static List<Arm> named(List<Arm> arms, String name) {
        return arms.stream().filter(arm -> arm.name().equals(name)).toList();
    }

    private static boolean same(Arm one, Arm other, Set<String> varied) {
        Map<String, String> left = RelativeTo.parts(one.scenario());
        Map<String, String> right = RelativeTo.parts(other.scenario());
        left.keySet().removeAll(varied);
        right.keySet().removeAll(varied);
        return left.equals(right) && one.phone().equals(other.phone());
    }

    private static Set<String> conditions(List<Arm> arms) {
        return arms.stream()
                .flatMap(arm -> RelativeTo.parts(arm.scenario()).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(List<Arm> arms, String condition) {
        return arms.stream()
                .map(arm -> RelativeTo.parts(arm.scenario()).getOrDefault(condition, ""))
                .collect(Collectors.toSet());
    }
}
