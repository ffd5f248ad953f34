package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.ExcludedTrials;
import dev.squeezebench.analysis.report.Group;
import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report as charts need it: its numbers, so that charts and tables agree, with the files that they come from.
 *
 * @param report the numbers
 * @param scenarios those with at least one trial that counts, baselines before what is relative to them
 * @param workloads names, the one that the others are relative to first
 * @param models the model files
 * @param inputs what each result file has
 * @param profiles where the time goes, as far as something was profiled
 */
public record Measurements(
        Report report,
        List<ScenarioTrials> scenarios,
        List<String> workloads,
        List<ModelRecord> models,
        List<Results> inputs,
        ProfileReport profiles) {
    public Measurements {
        inputs = List.copyOf(inputs);
        scenarios = List.copyOf(scenarios);
        workloads = List.copyOf(workloads);
        models = List.copyOf(models);
    }

    /**
     * Adds to a report's trials the file that each is from.
     *
     * @param report of the inputs' records, those very objects
     * @param inputs what each result file has
     */
    public static Measurements of(Report report, List<Results> inputs) {
        @SuppressWarnings(
                "IdentityHashMapUsage") // The report has those very objects, and equal trials may differ in source.
        Map<Trial, Integer> sources = new IdentityHashMap<>();
        Set<ModelRecord> models = new LinkedHashSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (Trial trial : inputs.get(i).trials()) {
                sources.put(trial, i);
            }
            models.addAll(inputs.get(i).models());
        }
        List<String> workloads = workloads(report);
        Map<Scenario, Series> series = series(report, workloads);
        List<ScenarioTrials> scenarios = new ArrayList<>();
        for (int machine = 0; machine < report.sections().size(); machine++) {
            for (Group group : report.sections().get(machine).groups()) {
                for (Row row : group.rows()) {
                    if (row.summary().latency().isPresent()) {
                        Series own =
                                Objects.requireNonNull(series.get(row.summary().scenario()));
                        scenarios.add(ScenarioTrials.of(machine, row, own, sources));
                    }
                }
            }
        }
        ProfileReport profiles = ProfileReport.of(
                inputs.stream()
                        .flatMap(each -> each.profiles().stream())
                        .distinct()
                        .toList(),
                report,
                inputs.stream().flatMap(each -> each.trials().stream()).toList());
        return new Measurements(report, scenarios, workloads, List.copyOf(models), inputs, profiles);
    }

    /** What speed-ups are relative to, in words. */
    String relativeTo() {
        return report.relativeTo().map(RelativeTo::text).orElse("");
    }

    /** Why nothing can be drawn at all. */
    String whyEmpty() {
        int trials =
                report.rows().stream().mapToInt(row -> row.summary().trials()).sum();
        String outcomes = report.rows().stream()
                .flatMap(row -> row.summary().excluded().stream())
                .map(ExcludedTrials::outcome)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return trials == 0
                ? "the results have no trial yet"
                : "none of the " + Words.counted(trials, "trial") + " counts (" + outcomes + ")";
    }

    /** The first form of each workload has the workload's number, further forms the numbers after those. */
    private static Map<Scenario, Series> series(Report report, List<String> workloads) {
        Map<String, Map<String, Integer>> forms = new HashMap<>();
        int further = workloads.size();
        Map<Scenario, Series> series = new HashMap<>();
        for (Row row : report.rows()) {
            Scenario scenario = row.summary().scenario();
            String form = ScenarioNames.form(scenario);
            int colour = workloads.indexOf(scenario.workload());
            Map<String, Integer> known = forms.computeIfAbsent(scenario.workload(), name -> new HashMap<>());
            if (!known.containsKey(form)) {
                known.put(form, known.isEmpty() ? colour : further++);
            }
            series.put(scenario, new Series(scenario.workload(), form, colour, known.get(form)));
        }
        return series;
    }

    private static List<String> workloads(Report report) {
        Set<String> names = new LinkedHashSet<>();
        report.relativeTo().filter(RelativeTo::isWorkload).map(RelativeTo::text).ifPresent(names::add);
        report.rows().forEach(row -> names.add(row.summary().scenario().workload()));
        return List.copyOf(names);
    }
}
