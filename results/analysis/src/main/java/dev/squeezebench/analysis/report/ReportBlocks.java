package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as people read it: tables and sentences, whatever the format. */
final class ReportBlocks {
    private static final String QUICK = "QUICK RUN: a smoke test, no measurement";

    private final Report report;
    private final boolean claims;
    private final List<Block> blocks = new ArrayList<>();

    /** @param claims whether what is said about published figures belongs to it */
    ReportBlocks(Report report, boolean claims) {
        this.report = report;
        this.claims = claims;
    }

    List<Block> blocks() {
        report.sections().forEach(this::section);
        items(
                false,
                report.warnings().stream()
                        .map(warning -> warning.code() + ": " + warning.message() + "; " + warning.remedy())
                        .toList());
        return blocks;
    }

    private void section(Section section) {
        if (section.quick()) {
            blocks.add(new Block.Paragraph(QUICK, true));
        }
        blocks.add(new Block.Heading(1, section.caption()));
        if (!section.runs().isEmpty()) {
            blocks.add(Block.paragraph(section.provenance()));
        }
        section.pooling().ifPresent(sentence -> blocks.add(Block.paragraph(sentence)));
        RowNames names = new RowNames(section.groups());
        List<Sustained> longRounds = Sustained.of(section);
        Notes notes = new Notes(
                section.groups(), names, longRounds.stream().map(Sustained::row).collect(Collectors.toSet()));
        items(false, notes.banner());
        for (SweepTable sweep : SweepTable.of(section.groups())) {
            blocks.add(new Block.Heading(
                    2, sweep.isMatrix() ? sweep.label() : sweep.groups().get(0).label()));
            table(
                    sweep.isMatrix()
                            ? sweep.table(notes)
                            : ScenarioTable.of(section, sweep.groups().get(0), notes));
            coldStart(sweep, names);
            sweep.groups().forEach(group -> unmeasured(group, names));
        }
        if (section.rows().stream().anyMatch(Row::isMeasured)) {
            blocks.add(Block.paragraph(legend(section)));
        }
        blocks.addAll(SustainedTable.blocks(longRounds, names));
        items(true, notes.numbered());
        bothWays(section.bothWays(), names);
        Flushing.sentences(section.rows(), names).stream().map(Block::paragraph).forEach(blocks::add);
        section.crossovers().forEach(crossover -> blocks.add(Block.paragraph(crossover.sentence())));
        if (claims) {
            section.claims().stream()
                    .map(ClaimVerdict::sentence)
                    .map(Block::paragraph)
                    .forEach(blocks::add);
        }
    }

    private void table(Table table) {
        if (!table.rows().isEmpty()) {
            blocks.add(table);
        }
    }

    private void items(boolean numbered, List<String> texts) {
        if (!texts.isEmpty()) {
            blocks.add(new Block.Items(numbered, texts));
        }
    }

    private void bothWays(List<BothWays> both, RowNames names) {
        if (both.isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading(2, "one after the other and in turns, a round of each in alternation"));
        table(Table.of("both_ways", both, columns -> {
            columns.text("speed-up of", each -> names.of(each.row()));
            way(columns, "one by one", BothWays::oneByOne);
            way(columns, "in turns", BothWays::inTurns);
        }));
        blocks.add(
                Block.paragraph("SD: standard deviation of a round's log-ratio; 95%: half-width of the typical ratio's"
                        + " interval, from six rounds on; time: of these rounds, of all scenarios together"));
    }

    private static void way(Table.Columns<BothWays> columns, String name, Function<BothWays, BothWays.Way> of) {
        columns.add(
                        Column.of(name + ": rounds"),
                        each -> Cell.integer(of.apply(each).rounds()))
                .add(
                        Column.of("time").toTheRight(),
                        each -> Cell.nanoseconds((double) of.apply(each).took().toNanos()))
                .add(
                        Column.of("SD"),
                        each -> percent(OptionalDouble.of(of.apply(each).deviation())))
                .add(Column.of("95%"), each -> percent(of.apply(each).halfWidth()));
    }

    private static Cell percent(OptionalDouble logarithm) {
        return logarithm.isPresent()
                ? new Cell.Numeric(
                        logarithm.getAsDouble(), String.format(Locale.ROOT, "%.2f%%", 100 * logarithm.getAsDouble()))
                : Cell.ABSENT;
    }

    private void unmeasured(Group group, RowNames names) {
        List<String> lines = new ArrayList<>();
        for (Row row : group.rows()) {
            if (!row.isMeasured()) {
                row.summary()
                        .excluded()
                        .forEach(excluded ->
                                lines.add(names.of(row) + ' ' + excluded.outcome() + ": " + excluded.reason()));
            }
        }
        items(false, lines);
    }

    private void coldStart(SweepTable sweep, RowNames names) {
        Map<Row, String> rows = new LinkedHashMap<>();
        for (Group group : sweep.groups()) {
            for (Row row : group.rows()) {
                if (row.summary().latency().flatMap(LatencySummary::load).isPresent()) {
                    rows.put(row, sweep.isMatrix() ? names.of(row) : group.name(row));
                }
            }
        }
        table(Table.of("cold_start", rows.entrySet(), columns -> {
            columns.text("cold start", Map.Entry::getValue);
            stage(columns, "load", rows.keySet(), LatencySummary::load);
            stage(columns, "first", rows.keySet(), LatencySummary::firstInference);
        }));
    }

    private static void stage(
            Table.Columns<Map.Entry<Row, String>> columns,
            String heading,
            Set<Row> rows,
            Function<LatencySummary, Optional<GeometricMean>> stage) {
        Function<Row, Optional<GeometricMean>> of =
                row -> row.summary().latency().flatMap(stage);
        boolean intervals = rows.stream().flatMap(row -> of.apply(row).stream()).anyMatch(ReportBlocks::isInterval);
        columns.add(Column.of(heading), entry -> of.apply(entry.getKey())
                        .map(mean -> Cell.nanoseconds(mean.value()))
                        .orElse(Cell.ABSENT))
                .add(
                        Column.of(heading + (intervals ? " 95%" : " range")).toTheRight(),
                        entry -> Cell.text(
                                of.apply(entry.getKey()).map(mean -> ScenarioTable.spread(mean, true, intervals))));
    }

    private static boolean isInterval(GeometricMean mean) {
        return mean.spread() instanceof Spread.Interval;
    }

    private static String legend(Section section) {
        List<SpeedUp> speedUps =
                section.rows().stream().flatMap(row -> row.speedUp().stream()).toList();
        boolean intervals = section.rows().stream()
                .flatMap(row -> row.summary().latency().stream())
                .anyMatch(latency -> isInterval(latency.median()));
        return "latency: geometric mean over n trials, each a fresh process, of the trial's median, on this machine in"
                + " these minutes"
                + (speedUps.isEmpty()
                        ? ""
                        : "; speed-up: the baseline's latency over the scenario's within a round, " + over(speedUps)
                                + ": the way to compare two rows")
                + (intervals ? "; 95%: interval" : "; range: the smallest and the largest, no interval")
                + "; cold start: opening the model (load) and the process's first inference";
    }

    private static String over(List<SpeedUp> speedUps) {
        if (speedUps.stream().allMatch(SpeedUp::inTurns)) {
            return "in turns, typical of the rounds";
        }
        return speedUps.stream().noneMatch(SpeedUp::inTurns)
                ? "one process after the other, mean over the rounds without the lowest and the highest fifth"
                : "in turns or one process after the other";
    }
}
