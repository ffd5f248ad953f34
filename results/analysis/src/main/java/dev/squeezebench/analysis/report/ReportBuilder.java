package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sorts records into sections, groups and rows. */
final class ReportBuilder {
    private final Map<String, RunRecord> runs = new LinkedHashMap<>();
    private final Map<String, List<Environment>> environments = new LinkedHashMap<>();
    private final List<Trial> trials = new ArrayList<>();
    private final List<RoundRecord> voidRounds = new ArrayList<>();
    private final List<Warning> warnings;
    private final Optional<String> relativeTo;

    ReportBuilder(List<? extends ResultRecord> records, Optional<String> relativeTo, List<Warning> fileWarnings) {
        this.relativeTo = relativeTo;
        warnings = new ArrayList<>(fileWarnings);
        for (ResultRecord record : records) {
            if (record instanceof RunRecord run) {
                runs.putIfAbsent(run.run(), run);
            } else if (record instanceof Environment environment) {
                environments
                        .computeIfAbsent(environment.run(), run -> new ArrayList<>())
                        .add(environment);
            } else if (record instanceof RoundRecord round && round.voided().isPresent()) {
                voidRounds.add(round);
            } else if (record instanceof Trial trial && trial.arm().equals(Trial.SINGLE)) {
                trials.add(trial);
            }
        }
        environments.values().forEach(ofRun -> ofRun.sort(Comparator.comparing(Environment::at)));
        trials.sort(Comparator.comparing(Trial::startedAt));
    }

    Report build() {
        Map<String, List<Trial>> byMachine = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byMachine
                    .computeIfAbsent(machine(trial), machine -> new ArrayList<>())
                    .add(trial);
        }
        List<Section> sections = byMachine.values().stream().map(this::section).toList();
        Set<String> unmeasured = new LinkedHashSet<>();
        for (Section section : sections) {
            if (section.rows().stream()
                    .noneMatch(row -> isOf(section.baseline(), row.summary().scenario()))) {
                unmeasured.add(section.baseline());
            }
        }
        for (String baseline : unmeasured) {
            warnings.add(WarningCode.NO_BASELINE.warning(
                    "no scenario of workload " + baseline + " was measured, so there are no speed-ups",
                    "name a measured workload with --relative-to"));
        }
        return new Report(sections, warnings);
    }

    private Section section(List<Trial> ofMachine) {
        Map<Conditions, Map<Scenario, List<Trial>>> groups = new LinkedHashMap<>();
        Map<String, List<Trial>> ofRuns = new LinkedHashMap<>();
        for (Trial trial : ofMachine) {
            groups.computeIfAbsent(Conditions.of(trial.scenario()), conditions -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.scenario(), scenario -> new ArrayList<>())
                    .add(trial);
            ofRuns.computeIfAbsent(trial.run(), run -> new ArrayList<>()).add(trial);
        }
        String baseline = baseline(ofMachine, ofRuns.keySet());
        List<Group> built = new ArrayList<>();
        groups.forEach((conditions, scenarios) -> built.add(new Group(conditions, rows(scenarios, baseline))));
        built.sort(Comparator.comparing(Group::conditions, Conditions.ORDER));
        List<RunRecord> known = new ArrayList<>();
        Set<String> unfinished = new TreeSet<>();
        ofRuns.forEach((run, itsTrials) -> {
            RunRecord record = runs.get(run);
            if (record != null) {
                known.add(record);
                if (isUnfinished(record, itsTrials)) {
                    unfinished.add(run);
                }
            }
        });
        Optional<Environment> environment = environment(ofMachine.get(0));
        return new Section(environment, known, unfinished, baseline, built, ClaimCheck.of(environment, built));
    }

    /** The user's choice; else that of a run, where it was measured here; else the usual one. */
    private String baseline(List<Trial> ofMachine, Collection<String> itsRuns) {
        Set<String> workloads = new LinkedHashSet<>();
        ofMachine.forEach(trial -> workloads.add(trial.scenario().workload()));
        return relativeTo.orElseGet(() -> itsRuns.stream()
                .flatMap(run -> Optional.ofNullable(runs.get(run)).stream())
                .flatMap(run -> Optional.ofNullable(run.settings().get("relative_to")).stream())
                .filter(workloads::contains)
                .findFirst()
                .or(() -> BaselineChoice.usualWorkload(workloads))
                .orElseThrow());
    }

    /** Whether rounds are missing that the run was asked for, or trials of its last round. */
    private static boolean isUnfinished(RunRecord run, List<Trial> itsTrials) {
        int last = itsTrials.stream().mapToInt(Trial::round).max().orElse(0);
        String asked = run.settings().getOrDefault("rounds", "");
        if (asked.matches("[0-9]{1,9}") && Integer.parseInt(asked) > last) {
            return itsTrials.stream().anyMatch(ScenarioSummary::enters);
        }
        Set<Scenario> before = measuredIn(itsTrials, last - 1);
        Set<Scenario> seen = new LinkedHashSet<>();
        itsTrials.stream().filter(trial -> trial.round() == last).forEach(trial -> seen.add(trial.scenario()));
        return !seen.containsAll(before);
    }

    private static Set<Scenario> measuredIn(List<Trial> itsTrials, int round) {
        Set<Scenario> measured = new LinkedHashSet<>();
        itsTrials.stream()
                .filter(trial -> trial.round() == round && trial.counts())
                .forEach(trial -> measured.add(trial.scenario()));
        return measured;
    }

    private List<Row> rows(Map<Scenario, List<Trial>> scenarios, String baseline) {
        Map<Scenario, ScenarioSummary> summaries = new LinkedHashMap<>();
        scenarios.forEach((scenario, itsTrials) -> summaries.put(scenario, ScenarioSummary.of(itsTrials, voidRounds)));
        List<Row> rows = new ArrayList<>();
        summaries.values().forEach(summary -> rows.add(new Row(summary, role(summary, summaries, baseline))));
        rows.sort(
                Comparator.comparing((Row row) -> !isOf(baseline, row.summary().scenario()))
                        .thenComparing(row -> !(row.role() instanceof Row.Role.Baseline))
                        .thenComparing(Row::name));
        return rows;
    }

    private static Row.Role role(ScenarioSummary summary, Map<Scenario, ScenarioSummary> all, String baseline) {
        if (summary.latency().isEmpty()) {
            return new Row.Role.Alone("none of its trials counts");
        }
        Map<Scenario, LatencySummary> counting = new LinkedHashMap<>();
        all.forEach((scenario, other) -> other.latency().ifPresent(latency -> counting.put(scenario, latency)));
        Optional<Scenario> base = BaselineChoice.of(summary.scenario(), counting.keySet(), baseline);
        if (base.isEmpty()) {
            return new Row.Role.Alone("no trial of " + baseline + " counts under these conditions");
        }
        LatencySummary baseLatency = counting.get(base.get());
        if (baseLatency == null || base.get().equals(summary.scenario())) {
            return new Row.Role.Baseline();
        }
        return SpeedUp.of(summary.scenario(), summary.latency().get(), base.get(), baseLatency)
                .<Row.Role>map(Row.Role.Candidate::new)
                .orElseGet(() -> new Row.Role.Alone("it shares no round with its baseline"));
    }

    private static boolean isOf(String workload, Scenario scenario) {
        return workload.equals(scenario.workload());
    }

    /**
     * Trials may be pooled when the device, its system, its virtual machine and the kind of run are the same. A run that
     * was resumed elsewhere has an environment for each part.
     */
    private String machine(Trial trial) {
        RunRecord record = runs.get(trial.run());
        Optional<Environment> environment = environment(trial);
        Optional<Device> device = trial.device().or(() -> environment.map(Environment::device));
        Optional<Vm> vm = trial.vm().or(() -> environment.map(Environment::vm));
        return String.join(
                "\n",
                record != null && record.quick() ? "quick" : "full",
                device.map(Device::id).orElseGet(() -> "run " + trial.run()),
                environment.map(Environment::caption).orElse(""),
                vm.map(Vm::caption).orElse(""));
    }

    /** The last description of the machine before the trial. */
    private Optional<Environment> environment(Trial trial) {
        List<Environment> ofRun = environments.getOrDefault(trial.run(), List.of());
        return ofRun.stream()
                .filter(environment -> !environment.at().isAfter(trial.at()))
                .reduce((earlier, later) -> later)
                .or(() -> ofRun.stream().findFirst());
    }
}
