package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.OperatorThreads;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How evenly a runtime's threads carried the operators, a line for each scenario with several of them. */
final class ThreadTable {
    /** An operator of which less than this much ran beside the calling thread is carried by that alone. */
    private static final double ALONE = 1.05;

    private ThreadTable() {}

    /** What people read; nothing where every scenario has one thread. */
    static List<Block> blocks(List<ProfiledScenario> scenarios) {
        return table(scenarios)
                .<List<Block>>map(table -> List.of(
                        new Block.Heading(1, "thread balance"),
                        table,
                        Block.paragraph(
                                "Times of operators by how many threads ran a part of them, as the runtime counts them;"
                                        + " 'waited' is what the calling thread waited for the others. TensorFlow Lite does not say:"
                                        + " there 'processors busy' of the whole is all that is known.")))
                .orElse(List.of());
    }

    /** Absent where every scenario has one thread. */
    static Optional<Table> table(List<ProfiledScenario> scenarios) {
        List<ProfiledScenario> several = scenarios.stream()
                .filter(scenario -> scenario.scenario().threads() > 1)
                .toList();
        return several.isEmpty()
                ? Optional.empty()
                : Optional.of(Table.of("thread balance", several, columns -> columns.text(
                                "scenario", each -> each.scenario().id())
                        .add("threads", each -> Cell.integer(each.scenario().threads()))
                        .add(
                                Table.Column.of("took part").key("took_part"),
                                each -> known(each) ? Cell.decimal(tookPart(each), 2) : Cell.ABSENT)
                        .add(
                                Table.Column.of("time on one thread").key("one_thread_ratio"),
                                each -> share(each, timed -> threads(timed).tookPart() < ALONE ? timed.ns() : 0))
                        .add(
                                Table.Column.of("waited").key("wait_ratio"),
                                each -> share(each, timed -> threads(timed).waitNs()))));
    }

    /** Whether the runtime says it of operators that take most of the time. */
    private static boolean known(ProfiledScenario scenario) {
        return sum(scenario, ProfiledScenario.Timed::ns) > scenario.operatorsNs() / 2;
    }

    private static double tookPart(ProfiledScenario scenario) {
        return sum(scenario, timed -> timed.ns() * threads(timed).tookPart())
                / sum(scenario, ProfiledScenario.Timed::ns);
    }

    private static Cell share(ProfiledScenario scenario, ToDoubleFunction<ProfiledScenario.Timed> part) {
        if (!known(scenario)) {
            return Cell.ABSENT;
        }
        double share = sum(scenario, part) / sum(scenario, ProfiledScenario.Timed::ns);
        return new Cell.Numeric(share, String.format(Locale.ROOT, "%.1f%%", 100 * share));
    }

    /** Over operators of which it is known. */
    private static double sum(ProfiledScenario scenario, ToDoubleFunction<ProfiledScenario.Timed> quantity) {
        return scenario.operators().stream()
                .filter(timed -> timed.operator().threads().isPresent())
                .mapToDouble(quantity)
                .sum();
    }

    private static OperatorThreads threads(ProfiledScenario.Timed timed) {
        return timed.operator().threads().orElseThrow();
    }
}
