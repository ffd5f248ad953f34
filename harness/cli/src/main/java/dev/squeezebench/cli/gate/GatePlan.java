package dev.squeezebench.cli.gate;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.records.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What both sides of a gate measure, scenario by scenario.
 *
 * @param settings the baseline's
 * @param baseline its scenarios
 * @param candidate the other side's, as many and in the same order
 * @param baselineJvm Java of the baseline's processes
 * @param candidateJvm Java of the candidate's processes
 */
record GatePlan(Settings settings, RunPlan baseline, RunPlan candidate, JvmSpec baselineJvm, JvmSpec candidateJvm) {
    static final String BASELINE = "baseline";
    static final String CANDIDATE = "candidate";

    GatePlan {
        if (baseline.scenarios().size() != candidate.scenarios().size()) {
            throw UserException.usage("the baseline is " + baseline.scenarios().size()
                    + " scenarios and the candidate " + candidate.scenarios().size()
                    + ": each needs its other side; vary values that are no list");
        }
    }

    /**
     * The plan of two sides.
     *
     * @param command what both have in common
     * @throws UserException when one of them cannot be measured here
     */
    static GatePlan of(PlanBuilder planner, CommandSpec command, GateArm baseline, GateArm candidate, Console console)
            throws IOException, InterruptedException {
        Settings settings = baseline.settings(command);
        RunPlan first = planned(planner, settings);
        RunPlan second = planned(planner, candidate.settings(command));
        return new GatePlan(
                settings, first, sameGraphs(second, first, candidate, console), baseline.jvm(), candidate.jvm());
    }

    private static RunPlan planned(PlanBuilder planner, Settings settings) throws IOException, InterruptedException {
        RunPlan plan = planner.plan(settings);
        plan.insist();
        if (!plan.unsupported().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "not all of it can be measured here: "
                            + plan.unsupported().get(0).line());
        }
        return plan;
    }

    /** Both sides open the very same file, unless the candidate says which graph it wants. */
    private static RunPlan sameGraphs(RunPlan candidate, RunPlan baseline, GateArm arm, Console console) {
        if (arm.choosesGraph()
                || candidate.scenarios().size() != baseline.scenarios().size()) {
            return candidate;
        }
        List<RunnableScenario> same = new ArrayList<>();
        for (int i = 0; i < candidate.scenarios().size(); i++) {
            RunnableScenario own = candidate.scenarios().get(i);
            Scenario other = baseline.scenarios().get(i).scenario();
            boolean differs = !own.scenario().lowering().equals(other.lowering())
                    || !own.scenario().fusion().equals(other.fusion());
            if (differs && own.scenario().workload().equals(other.workload())) {
                console.message("the candidate takes the baseline's graph, " + other.lowering() + " with fusion "
                        + other.fusion() + ", instead of " + own.scenario().lowering() + " with fusion "
                        + own.scenario().fusion());
                same.add(own.inForm(other.lowering(), other.fusion()));
            } else {
                same.add(own);
            }
        }
        return new RunPlan(
                same,
                candidate.unsupported(),
                candidate.baseline(),
                candidate.warnings(),
                candidate.files(),
                candidate.notes());
    }

    /** Both sides as one plan, the baseline's scenarios first. */
    RunPlan both() {
        return new RunPlan(
                concat(baseline.scenarios(), candidate.scenarios()),
                List.of(),
                baseline.baseline(),
                concat(baseline.warnings(), candidate.warnings()).stream()
                        .distinct()
                        .toList(),
                concat(baseline.files(), candidate.files()).stream().distinct().toList(),
                concat(baseline.notes(), candidate.notes()).stream().distinct().toList());
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /**
     * Candidate and baseline of each scenario.
     *
     * @param files of the scenarios of {@link #both}
     */
    List<ArmPair> pairs(List<PlannedScenario> files) {
        int count = baseline.scenarios().size();
        List<ArmPair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new ArmPair(
                    new Arm(CANDIDATE, files.get(count + i), candidateJvm),
                    new Arm(BASELINE, files.get(i), baselineJvm)));
        }
        return pairs;
    }
}
