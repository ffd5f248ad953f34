package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sorts records into sections, groups and rows. */
final class ReportBuilder {

    private final Map<String, RunRecord> runs = new LinkedHashMap<>();
    private final Map<String, Environment> environments = new LinkedHashMap<>();
    private final List<Trial> trials = new ArrayList<>();
    private final List<Warning> warnings;
    private final Optional<String> baseline;

    ReportBuilder(List<? extends ResultRecord> records, Optional<String> relativeTo, List<Warning> fileWarnings) {
        warnings = new ArrayList<>(fileWarnings);
        for (ResultRecord record : records) {
            if (record instanceof RunRecord run) {
                runs.putIfAbsent(run.run(), run);
            } else if (record instanceof Environment environment) {
                environments.putIfAbsent(environment.run(), environment);
            } else if (record instanceof Trial trial && trial.arm().equals(Trial.SINGLE)) {
                trials.add(trial);
            }
        }
        trials.sort(Comparator.comparing(Trial::startedAt));
        baseline = relativeTo.isPresent() ? relativeTo : baselineOfRuns();
    }

    Report build() {
        Map<String, List<Trial>> byMachine = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byMachine
                    .computeIfAbsent(machine(trial.run()), machine -> new ArrayList<>())
                    .add(trial);
        }
        List<Section> sections = new ArrayList<>();
        for (List<Trial> ofMachine : byMachine.values()) {
            sections.add(section(ofMachine));
        }
        if (baseline.isPresent() && trials.stream().noneMatch(trial -> isBaseline(trial.scenario()))) {
            warnings.add(new Warning(
                    "no_baseline",
                    "no scenario of workload " + baseline.get() + " was measured, so there are no speed-ups",
                    "name a measured workload with --relative-to"));
        }
        return new Report(baseline, sections, warnings);
    }

    private Section section(List<Trial> ofMachine) {
        Map<Conditions, Map<Scenario, List<Trial>>> groups = new LinkedHashMap<>();
        Map<String, RunRecord> itsRuns = new LinkedHashMap<>();
        for (Trial trial : ofMachine) {
            groups.computeIfAbsent(Conditions.of(trial.scenario()), conditions -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.scenario(), scenario -> new ArrayList<>())
                    .add(trial);
            RunRecord run = runs.get(trial.run());
            if (run != null) {
                itsRuns.put(trial.run(), run);
            }
        }
        List<Group> built = new ArrayList<>();
        groups.forEach((conditions, scenarios) -> built.add(new Group(conditions, rows(scenarios))));
        built.sort(Comparator.comparing(Group::conditions, Conditions.ORDER));
        Optional<Environment> environment =
                Optional.ofNullable(environments.get(ofMachine.get(0).run()));
        return new Section(environment, new ArrayList<>(itsRuns.values()), built, ClaimCheck.of(environment, built));
    }

    private List<Row> rows(Map<Scenario, List<Trial>> scenarios) {
        List<Row> rows = new ArrayList<>();
        for (List<Trial> ofScenario : scenarios.values()) {
            rows.add(new Row(ScenarioSummary.of(ofScenario), role(ofScenario, scenarios)));
        }
        rows.sort(Comparator.comparing((Row row) -> !isBaseline(row.summary().scenario()))
                .thenComparing(row -> !(row.role() instanceof Row.Role.Baseline))
                .thenComparing(Row::name));
        return rows;
    }

    private Row.Role role(List<Trial> ofScenario, Map<Scenario, List<Trial>> scenarios) {
        Scenario scenario = ofScenario.get(0).scenario();
        if (ofScenario.stream().noneMatch(ScenarioSummary::enters)) {
            return new Row.Role.Alone("none of its trials counts");
        }
        List<Scenario> counting = new ArrayList<>();
        scenarios.forEach((other, itsTrials) -> {
            if (itsTrials.stream().anyMatch(ScenarioSummary::enters)) {
                counting.add(other);
            }
        });
        Optional<Scenario> base = baseline.flatMap(workload -> BaselineChoice.of(scenario, counting, workload));
        if (!base.isPresent()) {
            return new Row.Role.Alone(
                    "no trial of " + baseline.orElse("a baseline") + " counts under these conditions");
        }
        if (base.get().equals(scenario)) {
            return new Row.Role.Baseline();
        }
        Optional<SpeedUp> speedUp = SpeedUp.of(ofScenario, Objects.requireNonNull(scenarios.get(base.get())));
        return speedUp.isPresent()
                ? new Row.Role.Candidate(speedUp.get())
                : new Row.Role.Alone("it shares no round with its baseline");
    }

    private boolean isBaseline(Scenario scenario) {
        return baseline.isPresent() && baseline.get().equals(scenario.workload());
    }

    /** Trials may be pooled when the machine, its system, its Java and the kind of run are the same. */
    private String machine(String run) {
        RunRecord record = runs.get(run);
        String quick = record != null && record.quick() ? "quick" : "full";
        Environment environment = environments.get(run);
        return environment == null
                ? quick + " run " + run
                : quick + ' ' + environment.host().name() + ' ' + environment.caption();
    }

    private Optional<String> baselineOfRuns() {
        for (RunRecord run : runs.values()) {
            String named = run.settings().get("relative_to");
            if (named != null) {
                return Optional.of(named);
            }
        }
        List<String> workloads = new ArrayList<>();
        for (Trial trial : trials) {
            workloads.add(trial.scenario().workload());
        }
        return BaselineChoice.usualWorkload(workloads);
    }
}
