package dev.squeezebench.core.environment;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the probes of the runners mean. */
final class RuntimeFindings {
    private RuntimeFindings() {}

    /**
     * One finding a target that works, and one for all of a runner that do not for the same reason, such as those that its
     * library lacks; a problem only when none works.
     */
    static List<Finding> of(Map<String, Availability> runtimes) {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        Map<String, List<String>> unusable = new TreeMap<>();
        Map<String, Set<String>> remedies = new HashMap<>();
        for (Map.Entry<String, Availability> runtime : new TreeMap<>(runtimes).entrySet()) {
            if (runtime.getValue() instanceof Availability.Usable usable) {
                any = true;
                findings.add(works(runtime.getKey(), usable));
            } else if (runtime.getValue() instanceof Availability.Unusable one) {
                unusable.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                        .add(runtime.getKey());
                remedies.computeIfAbsent(one.reason(), reason -> new LinkedHashSet<>())
                        .add(one.remedy());
            }
        }
        unusable.forEach((reason, targets) -> findings.add(Finding.note(
                "runtime",
                String.join(", ", targets) + (targets.size() == 1 ? " is" : " are") + " not usable: " + reason,
                String.join("; or ", remedies.getOrDefault(reason, Set.of())))));
        if (!any) {
            findings.add(Finding.problem(
                    "runtime", "no runtime is usable here", "build the distribution again: ./squeezebench builds it"));
        }
        return findings;
    }

    private static Finding works(String target, Availability.Usable usable) {
        String message = target + " works, version " + usable.runtime().version()
                + usable.on().map(adapter -> ", on " + adapter).orElse("");
        return usable.adapters().stream().anyMatch(Adapter::isSoftware)
                ? Finding.note(
                        "runtime",
                        message + ": it is a software adapter on the processor: do not quote as a GPU result",
                        "measure on a machine with a GPU and its driver")
                : Finding.ok("runtime", message);
    }
}
