package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.records.Warning;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of the selection can be measured here, what cannot, and what the whole run has to know.
 *
 * @param scenarios to measure, each id once
 * @param unsupported the rest, with reasons
 * @param baseline workload that speed-ups are relative to
 * @param warnings what a reader of every result has to know
 * @param files the user's files that it depends on
 * @param notes whole sentences for the run's log, such as which tensors of a checkpoint are ignored
 */
public record RunPlan(
        List<RunnableScenario> scenarios,
        List<UnsupportedScenario> unsupported,
        String baseline,
        List<Warning> warnings,
        List<UserFile> files,
        List<String> notes) {
    public RunPlan {
        scenarios = List.copyOf(scenarios);
        unsupported = List.copyOf(unsupported);
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * Insists on something to measure.
     *
     * @throws UserException when there is nothing
     */
    public void insist() {
        insist(scenarios, unsupported);
    }

    static void insist(List<RunnableScenario> scenarios, List<UnsupportedScenario> unsupported) {
        if (scenarios.isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "nothing of this can be measured here: "
                            + unsupported.stream()
                                    .map(UnsupportedScenario::line)
                                    .distinct()
                                    .collect(Collectors.joining("; ")));
        }
    }
}
