package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Names scenarios by what tells them apart; what they have in common is said once. */
final class Names {
    private static final String DOT = " \u00b7 ";
    private static final List<Function<Scenario, String>> SHARED = List.of(
            Scenario::dtype,
            scenario -> "batch " + scenario.batch(),
            scenario -> Numbers.counted(scenario.sequenceLength(), "token"),
            scenario -> Numbers.counted(scenario.threads(), "thread"));

    private final List<Scenario> all;

    Names(List<Scenario> all) {
        this.all = List.copyOf(all);
    }

    /** What every scenario has in common, such as {@code float32 · batch 1 · 128 tokens · 1 thread}. */
    String common() {
        List<String> parts = new ArrayList<>();
        if (same(Names::target)) {
            parts.add(target(all.get(0)));
        }
        SHARED.stream().filter(this::same).forEach(each -> parts.add(each.apply(all.get(0))));
        return String.join(DOT, parts);
    }

    /** Where it ran if that differs, and what else tells it apart. */
    String variant(Scenario scenario) {
        List<String> parts = new ArrayList<>();
        if (!same(Names::target)) {
            parts.add(target(scenario));
        }
        parts.addAll(details(scenario));
        return String.join(DOT, parts);
    }

    /** Workload and how its graph is written. */
    String graph(Scenario scenario) {
        return scenario.workload() + DOT + String.join(DOT, details(scenario));
    }

    /** Runner, runtime version and acceleration. */
    static String target(Scenario scenario) {
        return scenario.runner() + ' ' + scenario.runtimeVersion() + ' ' + scenario.acceleration();
    }

    /** All but the workload and its graph: scenarios with the same place can be compared. */
    static String place(Scenario scenario) {
        return target(scenario)
                + DOT
                + String.join(
                        DOT, SHARED.stream().map(each -> each.apply(scenario)).toList())
                + DOT
                + scenario.options();
    }

    /** Lowering, fusion, and what is not common to all. */
    private List<String> details(Scenario scenario) {
        List<String> parts = new ArrayList<>(List.of(scenario.lowering()));
        if (!"none".equals(scenario.fusion())) {
            parts.add(scenario.fusion());
        }
        SHARED.stream().filter(each -> !same(each)).forEach(each -> parts.add(each.apply(scenario)));
        scenario.options().forEach((name, value) -> parts.add(name + '=' + value));
        return parts;
    }

    private boolean same(Function<Scenario, String> part) {
        return all.stream().map(part).distinct().count() == 1;
    }
}
