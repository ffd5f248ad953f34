package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Names scenarios by what tells them apart; what they have in common is said once. */
final class Names {
    private static final String DOT = " \u00b7 ";
    private static final List<Function<ScenarioTrials, String>> SHARED = List.of(
            each -> each.scenario().dtype(),
            each -> "batch " + each.scenario().batch(),
            each -> Numbers.counted(each.scenario().sequenceLength(), "token"),
            each -> Numbers.counted(each.scenario().threads(), "thread"));

    private final List<ScenarioTrials> all;

    Names(List<ScenarioTrials> all) {
        this.all = List.copyOf(all);
    }

    /** What every scenario has in common, such as {@code float32 · batch 1 · 128 tokens · 1 thread}. */
    String common() {
        List<String> parts = new ArrayList<>();
        if (same(Names::target)) {
            parts.add(target(all.get(0)));
        } else if (same(Names::runtime)) {
            parts.add(runtime(all.get(0)));
        }
        SHARED.stream().filter(this::same).forEach(each -> parts.add(each.apply(all.get(0))));
        return String.join(DOT, parts);
    }

    /** Where it ran if that differs, and what else tells it apart. */
    String variant(ScenarioTrials trials) {
        List<String> parts = new ArrayList<>();
        if (!same(Names::target)) {
            parts.add(where(trials));
        }
        parts.addAll(details(trials));
        return String.join(DOT, parts);
    }

    /** Workload and how its graph is written. */
    String graph(ScenarioTrials trials) {
        List<String> parts = new ArrayList<>(List.of(trials.scenario().workload()));
        parts.addAll(details(trials));
        return String.join(DOT, parts);
    }

    /** The target, without the runtime where {@link #common} has that. */
    String where(ScenarioTrials trials) {
        return same(Names::runtime) && !same(Names::target) ? acceleration(trials) : target(trials);
    }

    private static String target(ScenarioTrials trials) {
        return runtime(trials) + ' ' + acceleration(trials);
    }

    private static String runtime(ScenarioTrials trials) {
        return trials.scenario().runner() + ' ' + trials.scenario().runtimeVersion();
    }

    /** A software adapter is named as one wherever its number stands. */
    private static String acceleration(ScenarioTrials trials) {
        return trials.scenario().acceleration() + (trials.softwareAdapter() ? " (software adapter)" : "");
    }

    /** Lowering, fusion, and what is not common to all. */
    private List<String> details(ScenarioTrials trials) {
        Scenario scenario = trials.scenario();
        List<String> parts = new ArrayList<>();
        if (!Scenario.GIVEN.equals(scenario.lowering())) {
            parts.add(scenario.lowering());
            if (!"none".equals(scenario.fusion())) {
                parts.add(scenario.fusion());
            }
        }
        SHARED.stream().filter(each -> !same(each)).forEach(each -> parts.add(each.apply(trials)));
        scenario.options().forEach((name, value) -> parts.add(name + '=' + value));
        if (!same(each -> String.valueOf(each.machine()))) {
            parts.add("machine " + (trials.machine() + 1));
        }
        return parts;
    }

    private boolean same(Function<ScenarioTrials, String> part) {
        return all.stream().map(part).distinct().count() == 1;
    }
}
