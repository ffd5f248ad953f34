package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
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
    private final List<ModelRecord> models = new ArrayList<>();
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
            } else if (record instanceof ModelRecord model) {
                models.add(model);
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
            RelativeTo baseline = section.baseline();
            if (section.rows().stream()
                    .noneMatch(row -> baseline.isBaseline(row.summary().scenario()))) {
                unmeasured.add(baseline.isWorkload() ? "of workload " + baseline.text() : "with " + baseline.text());
            }
        }
        for (String baseline : unmeasured) {
            warnings.add(WarningCode.NO_BASELINE.warning(
                    "no scenario " + baseline + " was measured, so there are no speed-ups",
                    "name what was measured with --relative-to"));
        }
        return new Report(sections, warnings);
    }

    private Section section(List<Trial> ofMachine) {
        Map<Scenario, List<Trial>> scenarios = new LinkedHashMap<>();
        Map<String, List<Trial>> ofRuns = new LinkedHashMap<>();
        List<Trial> second = BothWays.second(ofMachine);
        // By identity: trials are large.
        Set<Trial> apart = Collections.newSetFromMap(new IdentityHashMap<>());
        apart.addAll(second);
        for (Trial trial : ofMachine) {
            if (!apart.contains(trial)) {
                scenarios
                        .computeIfAbsent(trial.scenario(), scenario -> new ArrayList<>())
                        .add(trial);
            }
            ofRuns.computeIfAbsent(trial.run(), run -> new ArrayList<>()).add(trial);
        }
        RelativeTo baseline = baseline(scenarios.keySet(), ofRuns.keySet());
        List<Group> built = groups(scenarios, baseline);
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
        List<ModelRecord> files =
                models.stream().filter(model -> ofRuns.containsKey(model.run())).toList();
        List<Row> rows = built.stream().flatMap(group -> group.rows().stream()).toList();
        return new Section(
                environment,
                known,
                unfinished,
                baseline,
                built,
                BothWays.of(rows, second),
                files,
                new ClaimCheck(environment, known.stream().anyMatch(RunRecord::quick), built, files)
                        .measured(Claims.builtIn().stream()
                                .filter(claim -> claim.kind() == Claim.Kind.SPEED_UP)
                                .toList()));
    }

    /** The user's choice; else that of a run, where it was measured here; else the usual one. */
    private RelativeTo baseline(Collection<Scenario> scenarios, Collection<String> itsRuns) {
        Set<String> workloads = new LinkedHashSet<>();
        scenarios.forEach(scenario -> workloads.add(scenario.workload()));
        return relativeTo
                .map(text -> RelativeTo.of(text, workloads))
                .or(() -> itsRuns.stream()
                        .flatMap(run -> Optional.ofNullable(runs.get(run)).stream())
                        .flatMap(run -> Optional.ofNullable(run.settings().get("relative_to")).stream())
                        .map(text -> RelativeTo.of(text, workloads))
                        .filter(choice -> scenarios.stream().anyMatch(choice::isBaseline))
                        .findFirst())
                .or(() -> RelativeTo.usualWorkload(workloads).map(text -> RelativeTo.of(text, workloads)))
                .orElseThrow();
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

    private List<Group> groups(Map<Scenario, List<Trial>> scenarios, RelativeTo baseline) {
        Map<Scenario, ScenarioSummary> summaries = new LinkedHashMap<>();
        Map<Scenario, LatencySummary> counting = new LinkedHashMap<>();
        scenarios.forEach((scenario, itsTrials) -> {
            ScenarioSummary summary = ScenarioSummary.of(itsTrials, voidRounds, this::block);
            summaries.put(scenario, summary);
            summary.latency().ifPresent(latency -> counting.put(scenario, latency));
        });
        Map<Conditions, List<Row>> rows = new LinkedHashMap<>();
        summaries.forEach(
                (scenario, summary) -> rows.computeIfAbsent(Conditions.of(scenario), conditions -> new ArrayList<>())
                        .add(new Row(summary, role(summary, counting, baseline))));
        List<Group> groups = new ArrayList<>();
        rows.forEach((conditions, ofGroup) -> {
            ofGroup.sort(Comparator.comparing(
                            (Row row) -> !baseline.isBaseline(row.summary().scenario()))
                    .thenComparing(row -> !(row.role() instanceof Row.Role.Baseline))
                    .thenComparing(Row::name));
            groups.add(new Group(conditions, ofGroup));
        });
        groups.sort(Comparator.comparing(Group::conditions, Conditions.ORDER));
        return groups;
    }

    private static Row.Role role(
            ScenarioSummary summary, Map<Scenario, LatencySummary> counting, RelativeTo relativeTo) {
        if (summary.latency().isEmpty()) {
            return new Row.Role.Alone("none of its trials counts");
        }
        Optional<Scenario> base = relativeTo.baselineOf(summary.scenario(), counting.keySet());
        if (base.isEmpty()) {
            return new Row.Role.Alone("no trial of " + relativeTo.text() + " counts under these conditions");
        }
        LatencySummary baseLatency = counting.get(base.get());
        if (baseLatency == null || base.get().equals(summary.scenario())) {
            return new Row.Role.Baseline();
        }
        return SpeedUp.of(summary.scenario(), summary.latency().get(), base.get(), baseLatency)
                .<Row.Role>map(Row.Role.Candidate::new)
                .orElseGet(() -> new Row.Role.Alone("it shares no round with its baseline"));
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

    /** A run; of one that was resumed, the sitting: each begins with a description of the machine. */
    private String block(Trial trial) {
        List<Environment> ofRun = environments(trial);
        long sitting = ofRun.stream()
                .filter(environment -> !environment.at().isAfter(trial.at()))
                .count();
        return ofRun.size() < 2 ? trial.run() : trial.run() + ", sitting " + Math.max(1, sitting);
    }

    /** The descriptions of the trial's device, where it names one that is described; a run may use several. */
    private List<Environment> environments(Trial trial) {
        List<Environment> ofRun = environments.getOrDefault(trial.run(), List.of());
        List<Environment> ofDevice = ofRun.stream()
                .filter(environment -> trial.device()
                        .filter(device ->
                                device.id().equals(environment.device().id()))
                        .isPresent())
                .toList();
        return ofDevice.isEmpty() ? ofRun : ofDevice;
    }

    /** The last description of the machine before the trial. */
    private Optional<Environment> environment(Trial trial) {
        List<Environment> ofRun = environments(trial);
        return ofRun.stream()
                .filter(environment -> !environment.at().isAfter(trial.at()))
                .reduce((earlier, later) -> later)
                .or(() -> ofRun.stream().findFirst());
    }
}
