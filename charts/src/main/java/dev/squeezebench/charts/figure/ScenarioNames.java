package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.SweepAxis;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names scenarios by what tells them apart. What all have in common is said once, in the subtitle; what several rows have
 * in common is their group's heading.
 */
final class ScenarioNames {
    static final String DOT = " \u00b7 ";

    /** The only one; empty where there are several. */
    private final String workload;

    private final String common;
    private final List<Function<ScenarioTrials, String>> differing;
    private final boolean grouped;

    /** @param all at least one */
    ScenarioNames(List<ScenarioTrials> all) {
        this(all, conditions(all));
    }

    private ScenarioNames(List<ScenarioTrials> all, List<Function<ScenarioTrials, String>> conditions) {
        workload = same(all, each -> each.scenario().workload())
                ? all.get(0).scenario().workload()
                : "";
        common = join(conditions.stream()
                .filter(each -> same(all, each))
                .map(each -> each.apply(all.get(0)))
                .toList());
        differing = conditions.stream().filter(each -> !same(all, each)).toList();
        long groups = all.stream().map(this::differing).distinct().count();
        grouped = groups > 1 && groups < all.size();
    }

    /**
     * Names of sweeps, whatever their targets.
     *
     * @param axis what is swept, and so in no name
     * @param all one scenario of each sweep
     */
    static ScenarioNames ofSweeps(SweepAxis axis, List<ScenarioTrials> all) {
        return new ScenarioNames(all, sizes(all, Optional.of(axis)));
    }

    private static List<Function<ScenarioTrials, String>> conditions(List<ScenarioTrials> all) {
        List<Function<ScenarioTrials, String>> conditions = new ArrayList<>();
        if (same(all, ScenarioNames::runtime) && !same(all, ScenarioNames::target)) {
            conditions.add(ScenarioNames::runtime);
            conditions.add(ScenarioNames::acceleration);
        } else {
            conditions.add(ScenarioNames::target);
        }
        conditions.addAll(sizes(all, Optional.empty()));
        conditions.add(each -> join(each.scenario().options().entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .toList()));
        return conditions;
    }

    private static List<Function<ScenarioTrials, String>> sizes(List<ScenarioTrials> all, Optional<SweepAxis> except) {
        List<Function<ScenarioTrials, String>> sizes = new ArrayList<>();
        sizes.add(each -> each.scenario().dtype());
        if (!except.equals(Optional.of(SweepAxis.BATCH))) {
            sizes.add(each -> "batch " + each.scenario().batch());
        }
        if (!except.equals(Optional.of(SweepAxis.SEQUENCE_LENGTH))) {
            sizes.add(each -> tokens(each.scenario()));
        }
        if (!except.equals(Optional.of(SweepAxis.THREADS))) {
            sizes.add(each -> Words.counted(each.scenario().threads(), "thread"));
        }
        if (!same(all, each -> String.valueOf(each.machine()))) {
            sizes.add(each -> "machine " + (each.machine() + 1));
        }
        return sizes;
    }

    /** What every scenario has in common, such as {@code float32 · batch 1 · 128 tokens · 1 thread}. */
    String common() {
        return common;
    }

    /** The same, after the workload where there is a single one. */
    String subtitle() {
        return join(List.of(workload, common));
    }

    /** Heading of the rows that share everything but workload and form; empty where no row has a neighbour. */
    String heading(ScenarioTrials trials) {
        return grouped ? differing(trials) : "";
    }

    /** First line of a row's name: what differs. */
    String label(ScenarioTrials trials) {
        String conditionsOfRow = differing(trials);
        return grouped || conditionsOfRow.isEmpty() ? trials.scenario().workload() : conditionsOfRow;
    }

    /** Second line of a row's name: what else it is. */
    String detail(ScenarioTrials trials) {
        String form = form(trials.scenario());
        return grouped || differing(trials).isEmpty() || !workload.isEmpty()
                ? form
                : join(List.of(trials.scenario().workload(), form));
    }

    /** All that tells it apart, in one line. */
    String name(ScenarioTrials trials) {
        return join(List.of(trials.scenario().workload(), variant(trials)));
    }

    /** All that tells a scenario apart but its workload, for a plot of its own. */
    String variant(ScenarioTrials trials) {
        return join(List.of(differing(trials), form(trials.scenario())));
    }

    /** The conditions that not all scenarios share. */
    String differing(ScenarioTrials trials) {
        return join(differing.stream().map(each -> each.apply(trials)).toList());
    }

    /** How the graph is written, as in {@code split+skip-layer-norm}; empty for a graph that others wrote. */
    static String form(Scenario scenario) {
        if (Scenario.GIVEN.equals(scenario.lowering())) {
            return "";
        }
        return "none".equals(scenario.fusion()) ? scenario.lowering() : scenario.lowering() + '+' + scenario.fusion();
    }

    /** Runtime and acceleration; a software adapter is named as one wherever its number is shown. */
    static String target(ScenarioTrials trials) {
        return runtime(trials) + ' ' + acceleration(trials);
    }

    private static String runtime(ScenarioTrials trials) {
        return trials.scenario().runner() + ' ' + trials.scenario().runtimeVersion();
    }

    private static String acceleration(ScenarioTrials trials) {
        return trials.scenario().acceleration() + trials.mark();
    }

    private static String tokens(Scenario scenario) {
        OptionalInt length = scenario.sequenceLength();
        int padding = scenario.paddingPercent().orElse(0);
        return length.isPresent()
                ? Words.counted(length.getAsInt(), "token") + (padding > 0 ? ", " + padding + "% padding" : "")
                : "";
    }

    private static String join(List<String> parts) {
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(DOT));
    }

    private static boolean same(List<ScenarioTrials> all, Function<ScenarioTrials, String> part) {
        return all.stream().map(part).distinct().count() == 1;
    }
}
