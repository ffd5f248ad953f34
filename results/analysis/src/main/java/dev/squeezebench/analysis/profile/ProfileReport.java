package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Profiles as tables show them.
 *
 * @param scenarios in the order of the profiles
 * @param pairs those of them whose speed-up was measured
 * @param changes those of them that are two sides of one comparison
 */
public record ProfileReport(List<ProfiledScenario> scenarios, List<ProfilePair> pairs, List<ProfileChange> changes) {
    /** Line of what is in no operator. */
    public static final String OUTSIDE = "outside operators";

    /** Line that the others add up to. */
    static final String WHOLE = "measured latency";

    public ProfileReport {
        scenarios = List.copyOf(scenarios);
        pairs = List.copyOf(pairs);
        changes = List.copyOf(changes);
    }

    /**
     * Profiles with what was measured beside them.
     *
     * @param profiles of a run
     * @param report of the same run's trials
     * @param trials of the same run
     */
    public static ProfileReport of(List<Profile> profiles, Report report, List<Trial> trials) {
        Map<List<Object>, List<Profile>> byArm = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            byArm.computeIfAbsent(List.of(profile.arm(), profile.scenario()), arm -> new ArrayList<>())
                    .add(profile);
        }
        List<ProfiledScenario> scenarios = byArm.values().stream()
                .map(processes -> profiled(processes, report.rows(), trials))
                .toList();
        List<ProfilePair> pairs = new ArrayList<>();
        for (Row row : report.rows()) {
            row.speedUp().ifPresent(speedUp -> find(scenarios, Trial.SINGLE, speedUp.candidate())
                    .ifPresent(candidate -> find(scenarios, Trial.SINGLE, speedUp.baseline())
                            .ifPresent(baseline -> pairs.add(new ProfilePair(candidate, baseline, speedUp)))));
        }
        return new ProfileReport(scenarios, pairs, changes(scenarios, trials));
    }

    /** Two sides belong together where they took turns. */
    private static List<ProfileChange> changes(List<ProfiledScenario> scenarios, List<Trial> trials) {
        Map<Optional<String>, List<Trial>> groups = new LinkedHashMap<>();
        for (Trial trial : trials) {
            groups.computeIfAbsent(trial.group(), group -> new ArrayList<>()).add(trial);
        }
        List<ProfileChange> changes = new ArrayList<>();
        for (List<Trial> group : groups.values()) {
            MeasuredSides.of(group)
                    .ifPresent(sides -> find(scenarios, JudgedScenario.CANDIDATE, scenario(sides.candidate()))
                            .ifPresent(candidate -> find(scenarios, JudgedScenario.BASELINE, scenario(sides.baseline()))
                                    .ifPresent(baseline -> changes.add(
                                            new ProfileChange(candidate, baseline, Optional.of(sides.ratio()))))));
        }
        return changes;
    }

    private static Scenario scenario(LatencySummary side) {
        return side.trials().get(0).trial().scenario();
    }

    private static ProfiledScenario profiled(List<Profile> processes, List<Row> rows, List<Trial> trials) {
        String arm = processes.get(0).arm();
        Scenario scenario = processes.get(0).scenario();
        Optional<LatencySummary> latency;
        if (arm.equals(Trial.SINGLE)) {
            latency = rows.stream()
                    .filter(each -> each.summary().scenario().equals(scenario))
                    .findFirst()
                    .flatMap(row -> row.summary().latency());
        } else {
            List<Trial> own = trials.stream()
                    .filter(trial -> trial.counts()
                            && trial.arm().equals(arm)
                            && trial.scenario().equals(scenario))
                    .toList();
            latency = own.isEmpty() ? Optional.empty() : Optional.of(LatencySummary.of(own, Trial::run));
        }
        OptionalDouble median = latency.map(
                        measured -> OptionalDouble.of(measured.median().value()))
                .orElse(OptionalDouble.empty());
        OptionalDouble alone = latency.flatMap(measured -> measured.aloneOverTurns()
                        .map(over -> OptionalDouble.of(measured.median().value() * over.value())))
                .orElse(OptionalDouble.empty());
        return new ProfiledScenario(processes, median, alone);
    }

    private static Optional<ProfiledScenario> find(List<ProfiledScenario> scenarios, String arm, Scenario scenario) {
        return scenarios.stream()
                .filter(each -> each.arm().equals(arm) && each.scenario().equals(scenario))
                .findFirst();
    }

    /** One sentence a pair or change; of scenarios without one, which kind takes most of their time. */
    public List<String> findings() {
        if (!changes.isEmpty()) {
            return changes.stream()
                    .map(change -> change.candidate().subject() + ": " + change.sentence())
                    .toList();
        }
        return pairs.isEmpty()
                ? scenarios.stream().map(ProfileTables::finding).toList()
                : pairs.stream()
                        .map(pair -> pair.candidate().place() + ": " + sentence(pair))
                        .toList();
    }

    /** Every operator, for programs. */
    public Table operators() {
        return ProfileTables.operators(scenarios, Integer.MAX_VALUE, true);
    }

    /** What people read. */
    public List<Block> blocks() {
        return new ProfileTables(this).blocks();
    }

    /** What programs read: everything. */
    public List<Table> tables() {
        return new ProfileTables(this).all();
    }

    /** What the speed-up of a pair lacks, and where most of it is. */
    public static String sentence(ProfilePair pair) {
        return ProfileTables.sentence(pair);
    }

    /** Of CSV, which is one table. */
    public Table table() {
        return ProfileTables.kinds(scenarios, true);
    }
}
