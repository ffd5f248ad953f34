package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.FlameGraph;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Flame graphs, a line for each: where most of it is, and where the graph lies. */
final class FlameTable {
    private static final String NATIVE_MEMORY = "nativemem";
    private static final int SHOWN = 3;

    private FlameTable() {}

    private record Drawn(ProfiledScenario scenario, FlameGraph graph) {}

    /** What people read; nothing where there is none. */
    static List<Block> blocks(List<ProfiledScenario> scenarios) {
        return table(scenarios)
                .<List<Block>>map(table -> List.of(new Block.Heading(1, "flame graphs"), table))
                .orElse(List.of());
    }

    /** Absent where there is none. */
    static Optional<Table> table(List<ProfiledScenario> scenarios) {
        List<Drawn> all = scenarios.stream()
                .flatMap(scenario -> scenario.profile().flameGraphs().stream().map(graph -> new Drawn(scenario, graph)))
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Table.of("flame graphs", all, columns -> columns.text(
                                "scenario", each -> of(each.scenario()))
                        .text("event", each -> each.graph().event())
                        .add("total", each -> total(each.graph()))
                        .add("invocations", each -> Cell.integer(each.graph().invocations()))
                        .text("most of it in", each -> most(each.graph()))
                        .text("file", each -> each.graph().html())
                        .forPrograms("arm", each -> Cell.text(each.scenario().arm()))
                        .forPrograms("collapsed", each -> Cell.text(each.graph().collapsed()))));
    }

    /** Sides may differ in what an id does not say. */
    private static String of(ProfiledScenario scenario) {
        String id = scenario.scenario().id();
        return scenario.arm().equals(Trial.SINGLE) ? id : id + ' ' + scenario.arm();
    }

    private static Cell total(FlameGraph graph) {
        return graph.event().equals(NATIVE_MEMORY)
                ? Cell.bytes(graph.total())
                : new Cell.Numeric(graph.total(), graph.total() + " samples");
    }

    private static String most(FlameGraph graph) {
        return graph.top().stream()
                .limit(SHOWN)
                .map(frame -> String.format(
                        Locale.ROOT, "%s %.1f%%", frame.name(), 100.0 * frame.weight() / Math.max(1, graph.total())))
                .collect(Collectors.joining(", "));
    }
}
