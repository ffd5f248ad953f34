package dev.squeezebench.cli.plan;

import dev.squeezebench.records.Warning;
import java.util.List;
import java.util.Map;

/**
 * A plan with what the whole run has to know of it.
 *
 * @param plan what can be measured here, and what cannot
 * @param baseline workload that speed-ups are relative to
 * @param warnings what a reader of every result has to know
 * @param files the user's own files that it depends on
 * @param given the user's own data, by the name of the workload; empty where the program makes them
 * @param notes whole sentences for the run's log, such as which tensors of a checkpoint are ignored
 */
public record RunPlan(
        Plan plan,
        String baseline,
        List<Warning> warnings,
        List<OwnFile> files,
        Map<String, Given> given,
        List<String> notes) {
    public RunPlan {
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
        given = Map.copyOf(given);
        notes = List.copyOf(notes);
    }
}
