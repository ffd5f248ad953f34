package dev.squeezebench.analysis.compare;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;

/**
 * Two saved results side by side. They were measured at two times, so that nothing cancels: only what is larger than the
 * scatter of both can be seen, and what the machine was like at either time is in no interval.
 *
 * @param scenarios of both results, those of the first in its order
 */
public record StoredComparison(List<ComparedScenario> scenarios) {
    public StoredComparison {
        scenarios = List.copyOf(scenarios);
    }

    /**
     * Compares.
     *
     * @param before the first result, whose latencies are the baseline
     * @param after the second
     */
    public static StoredComparison of(Report before, Report after) {
        List<Measured> first = Measured.of(before);
        List<Measured> second = Measured.of(after);
        IdentityHashMap<Measured, Measured> pairs = new IdentityHashMap<>();
        // Each device meets itself; what is left may be another device, which is named and gets no ratio.
        pair(first, second, pairs, (one, other) -> one.device().equals(other.device()));
        pair(first, second, pairs, (one, other) -> true);
        List<ComparedScenario> all = new ArrayList<>();
        for (Measured each : first) {
            all.add(Optional.ofNullable(pairs.get(each))
                    .map(other -> ComparedScenario.of(each, other))
                    .orElseGet(() -> ComparedScenario.alone(Optional.of(each), Optional.empty())));
        }
        second.stream()
                .filter(other -> !pairs.containsValue(other))
                .forEach(other -> all.add(ComparedScenario.alone(Optional.empty(), Optional.of(other))));
        return new StoredComparison(all);
    }

    /** Those that have no partner yet, each with the most similar one that is free; a row has one partner at most. */
    private static void pair(
            List<Measured> first,
            List<Measured> second,
            IdentityHashMap<Measured, Measured> pairs,
            BiPredicate<Measured, Measured> mayMeet) {
        for (Measured each : first) {
            if (!pairs.containsKey(each)) {
                second.stream()
                        .filter(other -> !pairs.containsValue(other)
                                && isSame(each.scenario(), other.scenario())
                                && mayMeet.test(each, other))
                        .min(Comparator.comparingInt(
                                other -> Difference.between(each, other).size()))
                        .ifPresent(other -> pairs.put(each, other));
            }
        }
    }

    /** The same but for the runtime's version and a padding that one of them does not say, which are conditions. */
    private static boolean isSame(Scenario one, Scenario other) {
        boolean recorded =
                one.paddingPercent().isPresent() && other.paddingPercent().isPresent();
        return one.equals(other.toBuilder()
                .runtime(other.runner(), one.runtimeVersion())
                .paddingPercent(recorded ? other.paddingPercent() : one.paddingPercent())
                .build());
    }

    /** Whether there is a ratio, and no scenario that both have is without one. */
    public boolean comparable() {
        return scenarios.stream().anyMatch(ComparedScenario::comparable)
                && scenarios.stream().noneMatch(ComparedScenario::differs);
    }

    /** The smallest change that can be seen in any scenario; absent where no scatter is known. */
    public OptionalDouble smallestVisible() {
        return scenarios.stream()
                .map(ComparedScenario::smallestVisible)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
    }

    /** One row a scenario, for people and programs. */
    public Table table() {
        boolean phones = scenarios.stream().anyMatch(ComparedScenario::onPhone);
        return Table.of("comparisons", scenarios, columns -> device(
                        columns.forPeople(Table.Column.of("scenario"), row -> Cell.text(row.scenario() + row.mark()))
                                .forPrograms("scenario", row -> Cell.text(row.scenario())),
                        phones)
                .forPeople(Table.Column.of("first"), row -> latency(row.before()))
                .forPeople(Table.Column.of("second"), row -> latency(row.after()))
                .forPeople(Table.Column.of("change").toTheRight(), StoredComparison::changeInWords)
                .forPeople(Table.Column.of("95%").toTheRight(), StoredComparison::ends)
                .forPeople(
                        Table.Column.of("visible from").toTheRight(),
                        row -> row.smallestVisible().isPresent()
                                ? Cell.text(percent(row.smallestVisible().getAsDouble()))
                                : Cell.ABSENT)
                .forPeople(Table.Column.of("not comparable because"), row -> Cell.text(row.reason()))
                .forPrograms("comparable", row -> Cell.flag(row.comparable()))
                .forPrograms("first_latency_ns", row -> nanoseconds(row.before()))
                .forPrograms("second_latency_ns", row -> nanoseconds(row.after()))
                .forPrograms("ratio", row -> number(row.change().map(GeometricMean::value)))
                .forPrograms(
                        "lower",
                        row -> number(row.change().map(change -> change.spread().lower())))
                .forPrograms(
                        "upper",
                        row -> number(row.change().map(change -> change.spread().upper())))
                .forPrograms(
                        "spread",
                        row -> Cell.text(row.change()
                                .map(change -> change.spread() instanceof Spread.Interval ? "interval" : "range")))
                .forPrograms("rounds", row -> Cell.integer(row.rounds()))
                .forPrograms(
                        "smallest_visible",
                        row -> number(
                                row.smallestVisible().isPresent()
                                        ? Optional.of(row.smallestVisible().getAsDouble())
                                        : Optional.empty()))
                .forPrograms("reason", row -> Cell.text(row.reason()))
                .forPrograms("mark", row -> Cell.text(row.mark().strip()))
                .forPrograms("device", row -> Cell.text(row.device())));
    }

    /** The table with what a reader has to know. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(List.of(table()));
        smallestVisible()
                .ifPresent(visible -> blocks.add(new Block.Paragraph(
                        "Measured at two times, not in turns: no change below " + percent(visible)
                                + " can be seen here, and what the machine was like at either time is in no interval. To see less,"
                                + " measure both in one run, or by squeezebench gate.",
                        true)));
        if (scenarios.stream().anyMatch(ComparedScenario::differs)) {
            blocks.add(Block.paragraph("Where conditions differ, the latencies are printed and no ratio is formed."));
        }
        return blocks;
    }

    /** For people only where phones are compared: one machine has the same in every row. */
    private static Table.Columns<ComparedScenario> device(Table.Columns<ComparedScenario> columns, boolean phones) {
        return phones ? columns.forPeople(Table.Column.of("device"), row -> Cell.text(row.device())) : columns;
    }

    private static Cell latency(Optional<GeometricMean> latency) {
        return latency.map(mean -> Cell.nanoseconds(mean.value())).orElse(Cell.ABSENT);
    }

    private static Cell nanoseconds(Optional<GeometricMean> latency) {
        return latency.<Cell>map(mean -> new Cell.Numeric(Math.round(mean.value()), Quantities.duration(mean.value())))
                .orElse(Cell.ABSENT);
    }

    private static Cell number(Optional<Double> value) {
        return value.<Cell>map(number -> new Cell.Numeric(number, String.valueOf(number)))
                .orElse(Cell.ABSENT);
    }

    private static Cell changeInWords(ComparedScenario row) {
        return Cell.text(row.change().map(change -> signed(change.value() - 1)));
    }

    private static Cell ends(ComparedScenario row) {
        return Cell.text(row.change()
                .map(change -> (change.spread() instanceof Spread.Range ? "range " : "")
                        + signed(change.spread().lower() - 1) + " to "
                        + signed(change.spread().upper() - 1)));
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f%%", share * 100);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
