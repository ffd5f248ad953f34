package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Groups that differ in their sizes alone, as one matrix: sizes down, workloads across.
 *
 * @param groups in the order of their sizes
 */
record SweepTable(List<Group> groups) {
    private static final int MOST_FORMS = 3;

    SweepTable {
        groups = List.copyOf(groups);
    }

    /** The groups of a section, those together that a matrix can show together. */
    static List<SweepTable> of(List<Group> groups) {
        Map<Conditions, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : groups) {
            Conditions own = group.conditions();
            Conditions target = new Conditions(
                    own.runner(),
                    own.runtimeVersion(),
                    own.acceleration(),
                    own.dtype(),
                    1,
                    OptionalInt.empty(),
                    own.paddingPercent(),
                    1,
                    own.options());
            alike.computeIfAbsent(target, key -> new ArrayList<>()).add(group);
        }
        List<SweepTable> tables = new ArrayList<>();
        for (List<Group> several : alike.values()) {
            SweepTable table = new SweepTable(several);
            if (table.isMatrix()) {
                tables.add(table);
            } else {
                several.forEach(group -> tables.add(new SweepTable(List.of(group))));
            }
        }
        return tables;
    }

    /** Whether there are several sizes, of few forms of the workloads, from one run. */
    boolean isMatrix() {
        return groups.size() > 1
                && forms().size() <= MOST_FORMS
                && !forms().isEmpty()
                && rows().stream()
                        .flatMap(row -> row.summary().latency().stream())
                        .allMatch(latency -> latency.runs().size() == 1);
    }

    private List<Row> rows() {
        return groups.stream().flatMap(group -> group.rows().stream()).toList();
    }

    private List<String> forms() {
        return rows().stream().filter(Row::isMeasured).map(Row::name).distinct().toList();
    }

    /** One line: what all sizes share. */
    String label() {
        Set<String> common = null;
        for (Group group : groups) {
            List<String> words = group.conditions().words();
            if (common == null) {
                common = new LinkedHashSet<>(words);
            } else {
                common.retainAll(words);
            }
        }
        Set<String> fusions = rows().stream().map(Row::fusion).collect(Collectors.toSet());
        return new Group(groups.get(0).conditions(), rows()).target()
                + (common == null ? Set.<String>of() : common)
                        .stream().map(word -> ", " + word).collect(Collectors.joining())
                + (fusions.size() == 1 && !fusions.contains("")
                        ? ", " + fusions.iterator().next()
                        : "");
    }

    /** The matrix. */
    Table table(Notes notes) {
        boolean oneFusion = rows().stream().map(Row::fusion).distinct().count() == 1;
        return Table.of("sweep", groups, columns -> {
            size(columns, "batch", conditions -> OptionalInt.of(conditions.batch()));
            size(columns, "tokens", Conditions::sequenceLength);
            size(columns, "threads", conditions -> OptionalInt.of(conditions.threads()));
            for (String form : forms()) {
                Row any = rows().stream()
                        .filter(row -> row.name().equals(form))
                        .findFirst()
                        .orElseThrow();
                String name = oneFusion ? any.nameWithoutFusion() : form;
                columns.add(Column.of(name), group -> row(group, form)
                                .flatMap(row -> row.summary().latency())
                                .map(latency ->
                                        Cell.nanoseconds(latency.median().value()))
                                .orElse(Cell.ABSENT))
                        .add(Column.of("per s").optional(1), group -> row(group, form)
                                .flatMap(row -> row.summary().sequencesPerSecond())
                                .map(throughput -> Cell.perSecond(throughput.value()))
                                .orElse(Cell.ABSENT))
                        .add(Column.of("speed-up"), group -> row(group, form)
                                .flatMap(Row::speedUp)
                                .map(speedUp -> Cell.factor(speedUp.estimate().value()))
                                .orElse(Cell.ABSENT))
                        .add(
                                Column.of(isRange(form) ? "speed-up range" : "speed-up 95%")
                                        .toTheRight(),
                                group -> Cell.text(row(group, form)
                                        .flatMap(Row::speedUp)
                                        .map(speedUp ->
                                                ScenarioTable.spread(speedUp.estimate(), false, !isRange(form)))));
            }
            columns.add(Column.of("notes").toTheRight(), group -> Cell.text(notes.refer(group.rows())));
        });
    }

    private boolean isRange(String form) {
        return rows().stream()
                .filter(row -> row.name().equals(form))
                .flatMap(row -> row.speedUp().stream())
                .allMatch(speedUp -> ScenarioTable.kind(speedUp.estimate()).equals("range"));
    }

    private void size(Table.Columns<Group> columns, String heading, Function<Conditions, OptionalInt> size) {
        if (groups.stream().map(Group::conditions).map(size).distinct().count() > 1) {
            columns.add(heading, group -> integer(size.apply(group.conditions())));
        }
    }

    private static Cell integer(OptionalInt size) {
        return size.isPresent() ? Cell.integer(size.getAsInt()) : Cell.ABSENT;
    }

    private static Optional<Row> row(Group group, String form) {
        return group.rows().stream().filter(row -> row.name().equals(form)).findFirst();
    }
}
