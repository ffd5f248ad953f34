package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Long rounds as people and programs read them. */
final class SustainedTable {
    static final String NAME = "sustained";

    private SustainedTable() {}

    static List<Block> blocks(List<Sustained> rounds, RowNames names) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        int minutes =
                rounds.stream().mapToInt(round -> round.last().number()).max().orElse(1);
        return List.of(
                new Block.Heading(2, "one long round, by the minute"),
                Table.of(NAME, rounds, columns -> {
                    columns.text("scenario", round -> names.of(round.row()))
                            .add(
                                    Column.of("minute 1").toTheRight(),
                                    round -> Cell.nanoseconds(round.first().medianNs()))
                            .text("speed-up in minute 1", round -> ratio(round, true));
                    if (minutes > 1) {
                        columns.add(
                                        Column.of("minute " + minutes).toTheRight(),
                                        round -> Cell.nanoseconds(round.last().medianNs()))
                                .add(Column.of("change").toTheRight(), SustainedTable::change)
                                .text("throttled from", SustainedTable::onset)
                                .text("in minute " + minutes, round -> ratio(round, false));
                    }
                }),
                Block.paragraph(
                        "minute: median of its invocations; throttled from: the first minute from which on every"
                                + " minute's median is more than 5% above the first one's; in brackets the smallest and the largest"
                                + " ratio of that minute's half-cycles, a range and no interval: it is one round ("
                                + Words.counted(minutes, "minute") + ")"));
    }

    private static Cell change(Sustained round) {
        double change = round.last().medianNs() / round.first().medianNs() - 1;
        return new Cell.Numeric(change, String.format(Locale.ROOT, "%+.1f%%", 100 * change));
    }

    private static String onset(Sustained round) {
        return round.throttledFrom().isPresent()
                ? "minute " + round.throttledFrom().getAsInt()
                : "not within the round";
    }

    private static String ratio(Sustained round, boolean first) {
        return end(round, first)
                .map(ratio -> Quantities.factor(ratio.median()) + " (range " + Quantities.factor(ratio.lower()) + " to "
                        + Quantities.factor(ratio.upper()) + ')')
                .orElse("");
    }

    private static Optional<Sustained.Ratio> end(Sustained round, boolean first) {
        List<Sustained.Ratio> ratios = round.ratios();
        return ratios.isEmpty() ? Optional.empty() : Optional.of(ratios.get(first ? 0 : ratios.size() - 1));
    }

    static void json(JsonOutput json, Sustained round) throws IOException {
        json.text("scenario", round.row().summary().scenario().id())
                .integer("throttled_from_minute", round.throttledFrom())
                .objects("minutes", round.minutes(), (fields, minute) -> fields.integer("minute", minute.number())
                        .decimal("median_ns", minute.medianNs())
                        .integer("invocations", minute.invocations()))
                .objects("speed_ups", round.ratios(), (fields, ratio) -> fields.integer("minute", ratio.number())
                        .decimal("value", ratio.median())
                        .decimal("lower", ratio.lower())
                        .decimal("upper", ratio.upper())
                        .text("spread", "range")
                        .integer("half_cycles", ratio.halfCycles()));
    }
}
