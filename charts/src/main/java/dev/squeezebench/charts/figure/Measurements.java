package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.ChartInput;
import dev.squeezebench.results.Environment;
import dev.squeezebench.results.ModelRecord;
import dev.squeezebench.results.ResultRecord;
import dev.squeezebench.results.RunRecord;
import dev.squeezebench.results.Scenario;
import dev.squeezebench.results.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Saved results as charts need them: only trials that count, by scenario; a record that stands in several files counts
 * once.
 *
 * @param scenarios those with at least one measured trial: by place in order of first appearance, at each the workload
 *     that the others are compared with first
 * @param trials all trials, of any outcome
 * @param workloads names, the one that the others are compared with first
 * @param runs the commands that measured
 * @param environments the machines
 * @param models the model files
 */
public record Measurements(
        List<ScenarioTrials> scenarios,
        List<Trial> trials,
        List<String> workloads,
        List<RunRecord> runs,
        List<Environment> environments,
        List<ModelRecord> models) {
    public Measurements {
        scenarios = List.copyOf(scenarios);
        trials = List.copyOf(trials);
        workloads = List.copyOf(workloads);
        runs = List.copyOf(runs);
        environments = List.copyOf(environments);
        models = List.copyOf(models);
    }

    /**
     * Collects what counts.
     *
     * @param inputs result files
     * @param relativeTo workload that the others are compared with
     */
    public static Measurements of(List<ChartInput> inputs, String relativeTo) {
        List<Sourced<Trial>> trials = new ArrayList<>();
        Set<ResultRecord> seen = new LinkedHashSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (ResultRecord record : inputs.get(i).results().records()) {
                if (seen.add(record) && record instanceof Trial trial) {
                    trials.add(new Sourced<>(i, trial));
                }
            }
        }
        return new Measurements(
                byScenario(trials, relativeTo),
                trials.stream().map(Sourced::record).toList(),
                workloads(trials, relativeTo),
                only(seen, RunRecord.class),
                only(seen, Environment.class),
                only(seen, ModelRecord.class));
    }

    /** Number of the workload, which decides its colour. */
    public int index(Scenario scenario) {
        return workloads.indexOf(scenario.workload());
    }

    /** Why nothing can be drawn at all. */
    String whyEmpty() {
        if (trials.isEmpty()) {
            return "the results hold no trial yet";
        }
        return "none of the " + Numbers.counted(trials.size(), "trial") + " was measured: "
                + String.join(
                        ", ",
                        trials.stream()
                                .map(each -> each.outcome().word())
                                .distinct()
                                .sorted()
                                .toList());
    }

    private static List<ScenarioTrials> byScenario(List<Sourced<Trial>> trials, String relativeTo) {
        Map<String, Map<String, List<Sourced<Trial>>>> byPlace = new LinkedHashMap<>();
        for (Sourced<Trial> trial : trials) {
            if (trial.record().counts()) {
                Scenario scenario = trial.record().scenario();
                byPlace.computeIfAbsent(Names.place(scenario), each -> new LinkedHashMap<>())
                        .computeIfAbsent(scenario.id(), each -> new ArrayList<>())
                        .add(trial);
            }
        }
        List<ScenarioTrials> scenarios = new ArrayList<>();
        for (Map<String, List<Sourced<Trial>>> place : byPlace.values()) {
            List<ScenarioTrials> here = new ArrayList<>();
            place.values()
                    .forEach(each ->
                            here.add(new ScenarioTrials(each.get(0).record().scenario(), each)));
            here.stream()
                    .filter(each -> each.scenario().workload().equals(relativeTo))
                    .forEach(scenarios::add);
            here.stream()
                    .filter(each -> !each.scenario().workload().equals(relativeTo))
                    .forEach(scenarios::add);
        }
        return scenarios;
    }

    private static List<String> workloads(List<Sourced<Trial>> trials, String relativeTo) {
        Set<String> names = new LinkedHashSet<>();
        names.add(relativeTo);
        trials.forEach(each -> names.add(each.record().scenario().workload()));
        return List.copyOf(names);
    }

    private static <T extends ResultRecord> List<T> only(Set<ResultRecord> records, Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
