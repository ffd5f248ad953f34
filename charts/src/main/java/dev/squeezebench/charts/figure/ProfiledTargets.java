package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.ProfileChange;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.text.Words;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Profiled scenarios by what they ran on, the models of one target side by side; and by what is compared, both sides side by side.
 *
 * @param report that they are from
 * @param targets those that are drawn
 * @param notDrawn how many scenarios are left out
 */
record ProfiledTargets(ProfileReport report, List<Target> targets, int notDrawn) {
    private static final int MOST_TARGETS = 8;
    private static final int MOST_SCENARIOS = 8;

    ProfiledTargets {
        targets = List.copyOf(targets);
    }

    /**
     * What may be compared.
     *
     * @param heading runtime, acceleration, threads; of two sides what they are sides of
     * @param sizes element type, batch, tokens
     * @param change the comparison whose two sides these are; absent for models of one target
     * @param scenarios baselines first
     */
    record Target(String heading, String sizes, Optional<ProfileChange> change, List<ProfiledScenario> scenarios) {
        Target {
            scenarios = List.copyOf(scenarios);
        }
    }

    /** Whether the two sides of a comparison, which may have run on different runtimes, are drawn together. */
    enum SidesAre {
        TOGETHER,
        APART
    }

    /**
     * @param drawable those of the report that can be drawn, in its order
     * @param workloads names, the one that the others are relative to first
     */
    static ProfiledTargets of(
            ProfileReport report, List<ProfiledScenario> drawable, List<String> workloads, SidesAre sides) {
        Map<List<Object>, List<ProfiledScenario>> groups = new LinkedHashMap<>();
        for (ProfiledScenario each : drawable) {
            groups.computeIfAbsent(key(report, each, sides), key -> new ArrayList<>())
                    .add(each);
        }
        List<Target> targets = groups.values().stream()
                .limit(MOST_TARGETS)
                .map(group -> target(report, group, workloads, sides))
                .toList();
        int drawn =
                targets.stream().mapToInt(target -> target.scenarios().size()).sum();
        return new ProfiledTargets(report, targets, drawable.size() - drawn);
    }

    private static List<Object> key(ProfileReport report, ProfiledScenario each, SidesAre sides) {
        Optional<ProfileChange> change = change(report, each);
        return change.isPresent() && sides == SidesAre.TOGETHER
                ? List.of(report.changes().indexOf(change.get()))
                : List.of(each.profile().run(), each.place(), sizes(each.scenario()), each.arm());
    }

    private static Target target(
            ProfileReport report, List<ProfiledScenario> group, List<String> workloads, SidesAre sides) {
        ProfiledScenario first = group.get(0);
        Optional<ProfileChange> change = change(report, first);
        if (change.isPresent() && sides == SidesAre.TOGETHER) {
            ProfileChange both = change.get();
            return new Target(
                    both.candidate().subject() + ScenarioNames.DOT + both.label(both.candidate()) + " against "
                            + both.label(both.baseline()),
                    sizes(first.scenario()),
                    change,
                    Stream.of(both.baseline(), both.candidate())
                            .filter(group::contains)
                            .toList());
        }
        return new Target(
                change.isPresent() ? first.arm() + ": " + first.place() : first.place(),
                sizes(first.scenario()),
                Optional.empty(),
                group.stream()
                        .sorted(Comparator.comparingInt(
                                each -> workloads.indexOf(each.scenario().workload())))
                        .limit(MOST_SCENARIOS)
                        .toList());
    }

    /** The comparison that a scenario is a side of. */
    private static Optional<ProfileChange> change(ProfileReport report, ProfiledScenario scenario) {
        return report.changes().stream()
                .filter(each -> each.candidate() == scenario || each.baseline() == scenario)
                .findFirst();
    }

    /** Its name within its target: of a side what tells it from the other. */
    String name(ProfiledScenario scenario) {
        return change(report, scenario)
                .map(change -> {
                    String label = change.label(scenario);
                    return label.equals(scenario.arm()) ? label : scenario.arm() + ": " + label;
                })
                .orElseGet(scenario::name);
    }

    private static String sizes(Scenario scenario) {
        return Stream.of(
                        scenario.dtype(),
                        "batch " + scenario.batch(),
                        scenario.sequenceLength().isPresent()
                                ? Words.counted(scenario.sequenceLength().getAsInt(), "token")
                                : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(ScenarioNames.DOT));
    }

    /** Every scenario that is drawn. */
    List<ProfiledScenario> drawn() {
        return targets.stream().flatMap(target -> target.scenarios().stream()).toList();
    }

    /** What all targets have in common; empty where they have nothing. */
    String subtitle() {
        return targets.stream().map(Target::sizes).distinct().count() == 1
                ? targets.get(0).sizes()
                : "";
    }

    /** The comparisons that are drawn. */
    private List<ProfileChange> changes() {
        return drawn().stream()
                .flatMap(each -> change(report, each).stream())
                .distinct()
                .toList();
    }

    private List<ScenarioTrials> trials(Measurements measurements) {
        List<Scenario> scenarios = drawn().stream()
                .filter(each -> each.arm().equals(Trial.SINGLE))
                .map(ProfiledScenario::scenario)
                .toList();
        return measurements.scenarios().stream()
                .filter(each -> scenarios.contains(each.scenario()))
                .toList();
    }

    /** The trials without a profiler whose latency a scenario has. */
    static List<SourcedTrial> trials(Measurements measurements, ProfiledScenario scenario) {
        if (scenario.arm().equals(Trial.SINGLE)) {
            return measurements.scenarios().stream()
                    .filter(each -> each.scenario().equals(scenario.scenario()))
                    .flatMap(each -> each.trials().stream())
                    .toList();
        }
        List<SourcedTrial> trials = new ArrayList<>();
        for (int input = 0; input < measurements.inputs().size(); input++) {
            for (Trial trial : measurements.inputs().get(input).trials()) {
                if (trial.counts()
                        && trial.arm().equals(scenario.arm())
                        && trial.scenario().equals(scenario.scenario())) {
                    trials.add(new SourcedTrial(
                            input,
                            new LatencySummary.TrialMedian(
                                    trial, LatencySummary.medianNs(trial), trial.warnings(), trial.run())));
                }
            }
        }
        return trials;
    }

    /** The sides' trials; absent where none is drawn, or their results were not read. */
    private Optional<ArmCaptions> arms(Measurements measurements) {
        List<SourcedTrial> trials = drawn().stream()
                .filter(each -> !each.arm().equals(Trial.SINGLE))
                .flatMap(each -> trials(measurements, each).stream())
                .toList();
        return trials.isEmpty() ? Optional.empty() : Optional.of(new ArmCaptions(trials, measurements.inputs()));
    }

    List<String> badges(Measurements measurements) {
        List<String> badges = new ArrayList<>(new Captions(measurements, trials(measurements)).badges());
        arms(measurements).ifPresent(arms -> badges.addAll(arms.badges()));
        return badges.stream().distinct().toList();
    }

    /** Where, with what, how often and when. */
    List<String> caption(Measurements measurements) {
        List<ScenarioTrials> trials = trials(measurements);
        Optional<ArmCaptions> arms = arms(measurements);
        List<String> lines = new ArrayList<>();
        changes().forEach(change -> lines.add(change.candidate().subject() + ": " + change.sentence()));
        if (!trials.isEmpty()) {
            lines.addAll(new Captions(measurements, trials).lines());
        }
        arms.ifPresent(each -> lines.addAll(each.lines(Words.counted(
                each.trials().stream()
                        .map(trial -> trial.measured().roundId())
                        .distinct()
                        .count(),
                "round"))));
        if (trials.isEmpty() && arms.isEmpty()) {
            lines.add(withoutTrials());
        }
        int[] invocations = drawn().stream()
                .mapToInt(each -> each.profile().invocations())
                .sorted()
                .toArray();
        lines.add("Operators: by the runtime's own profiler in "
                + (changes().isEmpty() ? "a process of its own" : "processes of their own")
                + ", mean of the middle half of "
                + (invocations[0] == invocations[invocations.length - 1]
                        ? String.valueOf(invocations[0])
                        : invocations[0] + " to " + invocations[invocations.length - 1])
                + " invocations; no latency is taken from it.");
        if (notDrawn > 0) {
            lines.add("Not drawn: " + notDrawn + " more profiled scenarios, which the tables have.");
        }
        return lines;
    }

    /** A profile by itself does not say on which machine it was taken. */
    private String withoutTrials() {
        TreeSet<String> runtimes = new TreeSet<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        drawn().forEach(each -> {
            runtimes.add(each.scenario().runner() + ' ' + each.scenario().runtimeVersion());
            days.add(LocalDate.ofInstant(each.profile().at(), ZoneOffset.UTC));
        });
        return String.join(", ", runtimes) + ScenarioNames.DOT + days.first()
                + (days.size() == 1 ? "" : " to " + days.last()) + ScenarioNames.DOT
                + "the machine is in the results.jsonl of the run, which was not read";
    }
}
