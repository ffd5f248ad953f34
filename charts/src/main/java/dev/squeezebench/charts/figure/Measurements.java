package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Group;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
     * Joins report and trials; a record that stands in several files counts once.
     *
     * @param inputs what each result file holds
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
        List<Sourced<Trial>> trials = new ArrayList<>();
        records.forEach((record, input) -> {
            if (record instanceof Trial trial) {
                trials.add(new Sourced<>(input, trial));
            }
        });
        return new Measurements(
                report,
                join(report, trials),
                workloads(report),
                trials.stream().map(Sourced::record).toList(),
                records.keySet().stream()
                        .filter(ModelRecord.class::isInstance)
                        .map(ModelRecord.class::cast)
                        .toList());
    }

    /** Number of the workload, which decides its colour, hatching and marker. */
    public int index(Scenario scenario) {
        return workloads.indexOf(scenario.workload());
    }

    /** Why nothing can be drawn at all. */
    String whyEmpty() {
        if (trials.isEmpty()) {
            return "the results hold no trial yet";
        }
        List<String> outcomes = trials.stream()
                .map(each -> each.outcome().word())
                .distinct()
                .sorted()
                .toList();
        return "none of the " + Numbers.counted(trials.size(), "trial") + " counts (" + String.join(", ", outcomes)
                + ")";
    }

    private static List<ScenarioTrials> join(Report report, List<Sourced<Trial>> trials) {
        List<ScenarioTrials> joined = new ArrayList<>();
        List<Section> machines = report.sections();
        for (int machine = 0; machine < machines.size(); machine++) {
            for (Group group : machines.get(machine).groups()) {
                List<ScenarioTrials> baselines = new ArrayList<>();
                List<ScenarioTrials> others = new ArrayList<>();
                for (Row row : group.rows()) {
                    boolean baseline = row.role() instanceof Row.Role.Baseline;
                    join(machine, group, row, trials).ifPresent((baseline ? baselines : others)::add);
                }
                joined.addAll(baselines);
                joined.addAll(others);
            }
        }
        return joined;
    }

    private static Optional<ScenarioTrials> join(int machine, Group group, Row row, List<Sourced<Trial>> trials) {
        Scenario scenario = row.summary().scenario();
        return row.summary().latency().map(latency -> {
            Set<RoundId> rounds = latency.trials().stream()
                    .map(LatencySummary.TrialMedian::roundId)
                    .collect(Collectors.toSet());
            List<Sourced<Trial>> own = trials.stream()
                    .filter(each -> each.record().scenario().equals(scenario)
                            && enters(each.record())
                            && rounds.contains(RoundId.of(each.record())))
                    .toList();
            return new ScenarioTrials(machine, group.conditions(), scenario, latency, row.speedUp(), own);
        });
    }

    private static boolean enters(Trial trial) {
        return trial.counts()
                && trial.arm().equals(Trial.SINGLE)
                && !trial.samples().measureNs().isEmpty();
    }

    private static List<String> workloads(Report report) {
        Set<String> names = new LinkedHashSet<>();
        report.relativeTo().ifPresent(names::add);
        report.rows().forEach(row -> names.add(row.summary().scenario().workload()));
        return List.copyOf(names);
    }
}
