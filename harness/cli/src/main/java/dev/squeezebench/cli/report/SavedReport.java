package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.file.ResultFileException;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A report of what was saved before.
 *
 * @param inputs the files
 * @param report of all of them together, gates left out
 * @param gates what the gates among them decided
 */
record SavedReport(List<ChartInput> inputs, Report report, List<JudgedScenario> gates) {
    /**
     * Reads files and pools them.
     *
     * @param paths result files, folders of a run, folders of runs
     * @param relativeTo what speed-ups are relative to: a workload or a condition
     * @param console shows which run of several was taken
     * @throws IOException when a file cannot be read
     * @throws UserException when no trial is in any, or none of what speed-ups are relative to
     */
    static SavedReport read(List<Path> paths, Optional<String> relativeTo, Console console) throws IOException {
        List<ChartInput> inputs = inputs(paths, console);
        Results merged = Results.merge(inputs.stream().map(ChartInput::results).toList());
        Report report = Report.of(merged.records(), relativeTo, merged.warnings());
        Set<String> workloads = new LinkedHashSet<>();
        report.rows().forEach(row -> workloads.add(row.summary().scenario().workload()));
        List<JudgedScenario> gates = gates(merged);
        if (workloads.isEmpty() && gates.isEmpty() && merged.profiles().isEmpty()) {
            throw noTrials(paths);
        }
        relativeTo
                .map(text -> RelativeTo.of(text, workloads))
                .ifPresent(choice -> checkMeasured(choice, report, workloads));
        return new SavedReport(List.copyOf(inputs), report, gates);
    }

    /** All files' records together. */
    Results results() {
        return Results.merge(inputs.stream().map(ChartInput::results).toList());
    }

    /**
     * What the profiles among the files say, of each run by itself.
     *
     * @param relativeTo what speed-ups are relative to
     */
    List<ProfileReport> profiles(Optional<String> relativeTo) {
        Map<String, List<ResultRecord>> byRun = new LinkedHashMap<>();
        Map<String, List<Profile>> profiles = new LinkedHashMap<>();
        for (ResultRecord record : results().records()) {
            if (record instanceof Profile profile) {
                profiles.computeIfAbsent(record.run(), run -> new ArrayList<>()).add(profile);
            } else {
                byRun.computeIfAbsent(record.run(), run -> new ArrayList<>()).add(record);
            }
        }
        List<ProfileReport> reports = new ArrayList<>();
        profiles.forEach((run, own) -> {
            Results results = new Results(byRun.getOrDefault(run, List.of()), List.of());
            // A file of profiles beside the results of another run is not its; by itself it says what it can.
            if (byRun.isEmpty() || !results.runs().isEmpty()) {
                reports.add(
                        ProfileReport.of(own, Report.of(results.records(), relativeTo, List.of()), results.trials()));
            }
        });
        return reports;
    }

    /** What the gates among results decided, by the rule of this version. */
    static List<JudgedScenario> gates(Results results) {
        return SavedGate.of(results.records()).stream()
                .flatMap(gate -> gate.scenarios().stream())
                .toList();
    }

    private static void checkMeasured(RelativeTo choice, Report report, Set<String> workloads) {
        boolean measured = report.rows().stream()
                .anyMatch(row -> choice.isBaseline(row.summary().scenario()));
        if (!measured && choice.isWorkload()) {
            throw Suggestions.unknown("measured workload", choice.text(), workloads);
        }
        if (!measured) {
            throw UserException.usage("--relative-to " + Printable.text(choice.text())
                    + ": no scenario with it was measured; name a workload, a target, a runtime's version or a setting of"
                    + " the results");
        }
    }

    /** The result files that were named, read, and the profiles beside them. */
    static List<ChartInput> inputs(List<Path> paths, Console console) throws IOException {
        ResultFiles found = ResultFiles.of(paths);
        found.chosen().forEach(console::message);
        List<ChartInput> inputs = new ArrayList<>();
        for (Path file : found.files()) {
            inputs.add(ChartInput.read(file));
            Optional<Path> profiles = ResultFiles.profilesBeside(file);
            if (profiles.isPresent()) {
                try {
                    inputs.add(ChartInput.read(profiles.get()));
                } catch (ResultFileException e) {
                    console.warning("its profiles are not shown: " + e.getMessage());
                }
            }
        }
        return inputs;
    }

    static UserException noTrials(List<Path> paths) {
        return UserException.usage("no trials in "
                + String.join(
                        ", ",
                        ResultFiles.of(paths).files().stream()
                                .map(Path::toString)
                                .toList())
                + ": the run saved none before it ended; name another, or go on by run --resume DIR");
    }
}
