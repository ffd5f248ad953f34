package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.core.RunnerDistribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a bundle will measure.
 *
 * @param runners those that it needs, each version of a runtime once
 * @param notes one sentence for each target that this machine cannot use itself
 */
record BundleTargets(List<RunnerDistribution> runners, List<String> notes) {
    BundleTargets {
        runners = List.copyOf(runners);
        notes = List.copyOf(notes);
    }

    /**
     * The targets of a plan. What this machine alone lacks is no obstacle: a bundle is for others.
     *
     * @throws UserException when a target could be used nowhere with what would be packed
     */
    static BundleTargets of(RunPlan plan) {
        Map<String, RunnerDistribution> runners = new LinkedHashMap<>();
        Set<String> usable = new LinkedHashSet<>();
        for (RunnableScenario each : plan.scenarios()) {
            runners.put(named(each.runner()), each.runner());
            usable.add(each.scenario().target());
        }
        Map<String, String> notes = new LinkedHashMap<>();
        for (UnsupportedScenario each : plan.unsupported()) {
            String target = each.scenario().target();
            if (each.elsewhere()) {
                runners.put(named(each.runner()), each.runner());
                notes.put(
                        target,
                        target + " is packed, though it is not usable on this machine: " + each.reason() + "; "
                                + each.remedy());
            } else if (!usable.contains(target)) {
                throw new UserException(
                        ExitCode.NOT_USABLE, target + " cannot be packed: " + each.reason() + "; " + each.remedy());
            }
        }
        return new BundleTargets(new ArrayList<>(runners.values()), new ArrayList<>(notes.values()));
    }

    private static String named(RunnerDistribution runner) {
        return runner.name() + ' ' + runner.runtimeVersion();
    }

    /** Names of the runners with their versions. */
    List<String> names() {
        return runners.stream().map(BundleTargets::named).toList();
    }
}
