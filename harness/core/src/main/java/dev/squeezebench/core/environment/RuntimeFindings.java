package dev.squeezebench.core.environment;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the probes of the runners mean. */
final class RuntimeFindings {
    private RuntimeFindings() {}

    /** One finding a target, in their order; an unusable one is a problem only when none is usable. */
    static List<Finding> of(Map<String, Availability> runtimes) {
        List<Finding> findings = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, Availability> runtime : new TreeMap<>(runtimes).entrySet()) {
            if (runtime.getValue() instanceof Availability.Usable usable) {
                any = true;
                findings.add(works(runtime.getKey(), usable));
            } else if (runtime.getValue() instanceof Availability.Unusable unusable) {
                findings.add(Finding.note(
                        "runtime", runtime.getKey() + " is not usable: " + unusable.reason(), unusable.remedy()));
            }
        }
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
                        message + ": the processor plays the GPU, so its numbers are never a GPU's",
                        "measure on a machine with a GPU and its driver")
                : Finding.ok("runtime", message);
    }
}
