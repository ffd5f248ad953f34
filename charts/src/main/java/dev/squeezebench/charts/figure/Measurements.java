package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Group;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Saved results as charts need them: the report's numbers, so that charts and tables agree, joined with the trials that
 * they were computed from.
 *
 * @param report the numbers
 * @param scenarios those with at least one trial that counts, baselines before what is relative to them
 * @param workloads names, the one that the others are relative to first
 * @param trials all trials, of any outcome
 * @param models the model files
 */
public record Measurements(
        Report report,
        List<ScenarioTrials> scenarios,
        List<String> workloads,
        List<Trial> trials,
        List<ModelRecord> models) {
    public Measurements {
        scenarios = List.copyOf(scenarios);
        workloads = List.copyOf(workloads);
        trials = List.copyOf(trials);
        models = List.copyOf(models);
    }

    /**
     * Joins report and trials; a record that several files have counts once.
     *
     * @param inputs what each result file has
     * @param relativeTo workload that speed-ups are relative to; absent for the report's own choice
     */
    public static Measurements of(List<Results> inputs, Optional<String> relativeTo) {
        Map<ResultRecord, Integer> records = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (ResultRecord record : inputs.get(i).records()) {
                records.putIfAbsent(record, i);
            }
        }
        Report report = Report.of(List.copyOf(records.keySet()), relativeTo, List.of());
        List<SourcedTrial> trials = new ArrayList<>();
        List<ModelRecord> models = new ArrayList<>();
        records.forEach((record, input) -> {
            if (record instanceof Trial trial) {
                trials.add(new SourcedTrial(input, trial));
            } else if (record instanceof ModelRecord model) {
                models.add(model);
            }
        });
        List<String> workloads = workloads(report);
        return new Measurements(
                report,
                join(report, trials, workloads),
                workloads,
                trials.stream().map(SourcedTrial::trial).toList(),
                models);
    }

    /** Why nothing can be drawn at all. */
    String whyEmpty() {
        if (trials.isEmpty()) {
            return "the results have no trial yet";
        }
        List<String> outcomes = trials.stream()
                .map(each -> each.outcome().word())
                .distinct()
                .sorted()
                .toList();
        return "none of the " + Numbers.counted(trials.size(), "trial") + " counts (" + String.join(", ", outcomes)
                + ")";
    }

    private static List<ScenarioTrials> join(Report report, List<SourcedTrial> trials, List<String> workloads) {
        Map<Scenario, List<SourcedTrial>> byScenario = trials.stream()
                .filter(each -> enters(each.trial()))
                .collect(Collectors.groupingBy(each -> each.trial().scenario()));
        Map<Scenario, Series> series = series(report, workloads);
        List<ScenarioTrials> joined = new ArrayList<>();
        List<Section> machines = report.sections();
        for (int machine = 0; machine < machines.size(); machine++) {
            for (Group group : machines.get(machine).groups()) {
                List<ScenarioTrials> baselines = new ArrayList<>();
                List<ScenarioTrials> others = new ArrayList<>();
                for (Row row : group.rows()) {
                    Scenario scenario = row.summary().scenario();
                    List<SourcedTrial> own = byScenario.getOrDefault(scenario, List.of());
                    boolean baseline = row.role() instanceof Row.Role.Baseline;
                    join(machine, group, row, series, own).ifPresent((baseline ? baselines : others)::add);
                }
                joined.addAll(baselines);
                joined.addAll(others);
            }
        }
        return joined;
    }

    private static Optional<ScenarioTrials> join(
            int machine, Group group, Row row, Map<Scenario, Series> series, List<SourcedTrial> trials) {
        Scenario scenario = row.summary().scenario();
        return row.summary().latency().map(latency -> {
            Set<RoundId> rounds = latency.trials().stream()
                    .map(LatencySummary.TrialMedian::roundId)
                    .collect(Collectors.toSet());
            return new ScenarioTrials(
                    machine,
                    group.conditions(),
                    scenario,
                    Objects.requireNonNull(series.get(scenario)),
                    latency,
                    row.speedUp(),
                    trials.stream()
                            .filter(each -> rounds.contains(RoundId.of(each.trial())))
                            .toList());
        });
    }

    private static boolean enters(Trial trial) {
        return trial.counts()
                && trial.arm().equals(Trial.SINGLE)
                && !trial.samples().measureNs().isEmpty();
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
        report.relativeTo().ifPresent(names::add);
        report.rows().forEach(row -> names.add(row.summary().scenario().workload()));
        return List.copyOf(names);
    }
}
