package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Words;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Profiled scenarios by what they ran on, the models of one target side by side.
 *
 * @param targets those that are drawn
 * @param notDrawn how many scenarios are left out
 */
record ProfiledTargets(List<Target> targets, int notDrawn) {
    private static final int MOST_TARGETS = 8;
    private static final int MOST_SCENARIOS = 8;

    ProfiledTargets {
        targets = List.copyOf(targets);
    }

    /**
     * What may be compared.
     *
     * @param place runtime, acceleration, threads
     * @param sizes element type, batch, tokens
     * @param scenarios baselines first
     */
    record Target(String place, String sizes, List<ProfiledScenario> scenarios) {
        Target {
            scenarios = List.copyOf(scenarios);
        }
    }

    /** @param workloads names, the one that the others are relative to first */
    static ProfiledTargets of(List<ProfiledScenario> all, List<String> workloads) {
        Map<List<String>, List<ProfiledScenario>> groups = new LinkedHashMap<>();
        for (ProfiledScenario each : all) {
            groups.computeIfAbsent(
                            List.of(each.profile().run(), each.place(), sizes(each.scenario())),
                            key -> new ArrayList<>())
                    .add(each);
        }
        List<Target> targets = groups.entrySet().stream()
                .limit(MOST_TARGETS)
                .map(group -> new Target(
                        group.getKey().get(1),
                        group.getKey().get(2),
                        group.getValue().stream()
                                .sorted(Comparator.comparingInt(each ->
                                        workloads.indexOf(each.scenario().workload())))
                                .limit(MOST_SCENARIOS)
                                .toList()))
                .toList();
        int drawn =
                targets.stream().mapToInt(target -> target.scenarios().size()).sum();
        return new ProfiledTargets(targets, all.size() - drawn);
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

    private List<ScenarioTrials> trials(Measurements measurements) {
        List<Scenario> scenarios =
                drawn().stream().map(ProfiledScenario::scenario).toList();
        return measurements.scenarios().stream()
                .filter(each -> scenarios.contains(each.scenario()))
                .toList();
    }

    List<String> badges(Measurements measurements) {
        return new Captions(measurements, trials(measurements)).badges();
    }

    /** Where, with what, how often and when. */
    List<String> caption(Measurements measurements) {
        List<ScenarioTrials> trials = trials(measurements);
        List<String> lines = new ArrayList<>(
                trials.isEmpty() ? List.of(withoutTrials()) : new Captions(measurements, trials).lines());
        int[] invocations = drawn().stream()
                .mapToInt(each -> each.profile().invocations())
                .sorted()
                .toArray();
        lines.add("Operators: by the runtime's own profiler in a process of its own, mean of the middle half of "
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
