package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.Table.Column;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Scenarios as rows of a table: one definition of all columns, for people and for programs. */
final class ScenarioTable {
    private static final String SCENARIOS = "scenarios";
    private static final int SHARE_DIGITS = 3;

    /**
     * A line: a scenario, or what one of several runs says of it.
     *
     * @param section where it was measured
     * @param group what it can be compared with
     * @param row the scenario
     * @param run id of the run; absent for all of them together
     * @param notes reference to the notes below
     */
    private record Line(Section section, Group group, Row row, Optional<String> run, String notes) {
        private ScenarioSummary summary() {
            return row.summary();
        }

        private Scenario scenario() {
            return row.summary().scenario();
        }

        private Optional<GeometricMean> latency() {
            return summary()
                    .latency()
                    .flatMap(latency -> run.isPresent()
                            ? Optional.ofNullable(latency.runs().get(run.get()))
                            : Optional.of(latency.median()));
        }

        private Optional<GeometricMean> speedUp() {
            return row.speedUp()
                    .flatMap(speedUp -> run.isPresent()
                            ? Optional.ofNullable(speedUp.runs().get(run.get()))
                            : Optional.of(speedUp.estimate()));
        }

        private Optional<GeometricMean> stage(Function<LatencySummary, Optional<GeometricMean>> stage) {
            return run.isPresent() ? Optional.empty() : summary().latency().flatMap(stage);
        }
    }

    private ScenarioTable() {}

    /** All scenarios of all sections, for CSV. */
    static Table of(Report report) {
        List<Line> lines = new ArrayList<>();
        for (Section section : report.sections()) {
            lines.addAll(lines(section, section.groups(), row -> ""));
        }
        return Table.of(SCENARIOS, lines, columns -> {
            columns.forPrograms("machine", line -> Cell.text(line.section().caption()))
                    .forPrograms("quick", line -> Cell.flag(line.section().quick()));
            define(columns, lines);
        });
    }

    /** The scenarios of a section, for JSON. */
    static Table of(Section section) {
        List<Line> lines = lines(section, section.groups(), row -> "");
        return Table.of(SCENARIOS, lines, columns -> define(columns, lines));
    }

    /** The measured scenarios of a group, for people; below each one what its runs say, where they are several. */
    static Table of(Section section, Group group, Notes notes) {
        List<Line> lines = new ArrayList<>();
        for (Line line : lines(section, List.of(group), row -> notes.refer(List.of(row)))) {
            line.summary().latency().ifPresent(latency -> {
                lines.add(line);
                if (latency.runs().size() > 1) {
                    latency.runs()
                            .keySet()
                            .forEach(run -> lines.add(new Line(section, group, line.row(), Optional.of(run), "")));
                }
            });
        }
        return Table.of(SCENARIOS, lines, columns -> define(columns, lines));
    }

    private static List<Line> lines(Section section, List<Group> groups, Function<Row, String> notes) {
        return groups.stream()
                .flatMap(group -> group.rows().stream()
                        .map(row -> new Line(section, group, row, Optional.empty(), notes.apply(row))))
                .toList();
    }

    private static void define(Table.Columns<Line> columns, List<Line> lines) {
        columns.forPeople(Column.of("scenario"), line -> line.run()
                        .map(run -> Cell.text("  run " + run))
                        .orElseGet(() -> new Cell.Reference(
                                line.group().name(line.row()), line.scenario().id())))
                .forPrograms("scenario", line -> Cell.text(line.scenario().id()))
                .forPrograms("workload", line -> Cell.text(line.scenario().workload()))
                .forPrograms("lowering", line -> Cell.text(line.scenario().lowering()))
                .forPrograms("fusion", line -> Cell.text(line.scenario().fusion()))
                .forPrograms("dtype", line -> Cell.text(line.scenario().dtype()))
                .forPrograms("batch", line -> Cell.integer(line.scenario().batch()))
                .forPrograms(
                        "sequence_length",
                        line -> line.scenario().sequenceLength().isPresent()
                                ? Cell.integer(line.scenario().sequenceLength().getAsInt())
                                : Cell.ABSENT)
                .forPrograms(
                        "padding_percent",
                        line -> line.scenario().paddingPercent().isPresent()
                                ? Cell.integer(line.scenario().paddingPercent().getAsInt())
                                : Cell.ABSENT)
                .forPrograms("runner", line -> Cell.text(line.scenario().runner()))
                .forPrograms(
                        "runtime_version", line -> Cell.text(line.scenario().runtimeVersion()))
                .forPrograms("acceleration", line -> Cell.text(line.scenario().acceleration()))
                .forPrograms(
                        "adapter",
                        line -> Cell.text(String.join(" and ", line.summary().adapters())))
                .forPrograms(
                        "software_adapter", line -> Cell.flag(line.summary().softwareAdapter()))
                .forPrograms(
                        "flop_share",
                        line -> share(line.summary().flopShare().filter(FlopShare::isExact), FlopShare::least))
                .forPrograms("flop_share_least", line -> share(line.summary().flopShare(), FlopShare::least))
                .forPrograms("flop_share_most", line -> share(line.summary().flopShare(), FlopShare::most))
                .forPrograms("partial", line -> Cell.flag(line.summary().partial()))
                .forPrograms("threads", line -> Cell.integer(line.scenario().threads()))
                .forPrograms(
                        "options", line -> Cell.text(options(line.scenario().options())))
                .forPrograms(
                        "outcome",
                        line -> Cell.text(
                                line.row().isMeasured() ? "measured" : excluded(line, ExcludedTrials::outcome)))
                .forPrograms("reason", line -> Cell.text(excluded(line, ExcludedTrials::reason)))
                .forPrograms("trials", line -> Cell.integer(line.summary().trials()))
                .forPrograms(
                        "trials_counted",
                        line -> Cell.integer(line.summary()
                                .latency()
                                .map(latency -> latency.trials().size())
                                .orElse(0)));
        estimate(columns, Column.of("latency").key("latency_ns"), lines, Line::latency, Cell::nanoseconds);
        columns.forPeople(Column.of("n").optional(5), line -> line.latency()
                        .<Cell>map(latency -> Cell.integer(latency.count()))
                        .orElse(Cell.ABSENT))
                .add(Column.of("p90").key("p90_ns").optional(4), line -> percentile(line, LatencySummary::p90))
                .forPrograms("p90_lower_ns", line -> percentileEnd(line, Spread::lower))
                .forPrograms("p90_upper_ns", line -> percentileEnd(line, Spread::upper))
                .forPrograms("p90_spread", ScenarioTable::percentileSpread)
                .add(Column.of("p99").key("p99_ns").optional(1), line -> percentile(line, LatencySummary::p99))
                .forPrograms(
                        "sequences_per_second",
                        line -> line.scenario().sequenceLength().isPresent()
                                ? line.summary()
                                        .sequencesPerSecond()
                                        .<Cell>map(throughput -> Cell.perSecond(throughput.value()))
                                        .orElse(Cell.ABSENT)
                                : Cell.ABSENT);
        estimate(columns, Column.of("speed-up").key("speed_up"), lines, Line::speedUp, Cell::factor);
        columns.forPrograms("rounds_set_aside", line -> line.row()
                        .speedUp()
                        .filter(SpeedUp::inTurns)
                        .<Cell>map(speedUp -> Cell.integer(speedUp.setAside()))
                        .orElse(Cell.ABSENT))
                .forPrograms(
                        "alone_over_turns",
                        line -> value(line.stage(LatencySummary::aloneOverTurns), Cell::factor, GeometricMean::value));
        columns.forPrograms(
                "relative_to",
                line -> Cell.text(
                        line.row().speedUp().map(speedUp -> speedUp.baseline().id())));
        stage(columns, "load_ns", LatencySummary::load);
        stage(columns, "first_inference_ns", LatencySummary::firstInference);
        columns.add(
                        Column.of("peak").key("peak_rss_bytes").optional(2),
                        line -> once(line, line.summary().peakRssBytes()))
                .add(
                        Column.of("GPU peak").key("peak_device_bytes").optional(3),
                        line -> once(line, line.summary().peakDeviceBytes()))
                .forPeople(Column.of("notes").toTheRight(), line -> Cell.text(line.notes()))
                .forPrograms("warnings", line -> warnings(line.row()))
                .forJson("not_counted", line -> notCounted(line.summary()))
                .forJson("medians", line -> medians(line.summary()))
                .forJson("by_run", ScenarioTable::byRun);
    }

    private static Cell share(Optional<FlopShare> share, ToDoubleFunction<FlopShare> value) {
        return share.map(known -> Cell.decimal(value.applyAsDouble(known), SHARE_DIGITS))
                .orElse(Cell.ABSENT);
    }

    private static Cell once(Line line, OptionalDouble bytes) {
        return line.run().isPresent() ? Cell.ABSENT : Cell.bytes(bytes);
    }

    /** A value with its spread: for people in one column, for programs in three. */
    private static void estimate(
            Table.Columns<Line> columns,
            Column column,
            List<Line> lines,
            Function<Line, Optional<GeometricMean>> estimate,
            DoubleFunction<Cell> cell) {
        boolean duration = column.key().endsWith("_ns");
        boolean anyInterval = lines.stream()
                .flatMap(line -> estimate.apply(line).stream())
                .anyMatch(mean -> mean.spread() instanceof Spread.Interval);
        columns.forPrograms(column.key(), line -> value(estimate.apply(line), cell, GeometricMean::value))
                .forPeople(
                        column.toTheRight(),
                        line -> isBaselineOfOthers(line) && !duration
                                ? Cell.text("1")
                                : value(estimate.apply(line), cell, GeometricMean::value))
                .forPeople(
                        Column.of(column.heading() + (anyInterval ? " 95%" : " range"))
                                .toTheRight(),
                        line -> Cell.text(estimate.apply(line).map(mean -> spread(mean, duration, anyInterval))));
        ends(columns, column.key(), estimate, cell);
    }

    private static void ends(
            Table.Columns<Line> columns,
            String key,
            Function<Line, Optional<GeometricMean>> estimate,
            DoubleFunction<Cell> cell) {
        String name = key.replaceFirst("_ns$", "");
        String unit = key.substring(name.length());
        // The range of one value would read as no scatter at all.
        Function<Line, Optional<GeometricMean>> several =
                line -> estimate.apply(line).filter(mean -> mean.count() > 1);
        columns.forPrograms(
                        name + "_lower" + unit,
                        line -> value(
                                several.apply(line), cell, mean -> mean.spread().lower()))
                .forPrograms(
                        name + "_upper" + unit,
                        line -> value(
                                several.apply(line), cell, mean -> mean.spread().upper()))
                .forPrograms(
                        name + "_spread", line -> Cell.text(several.apply(line).map(ScenarioTable::kind)));
    }

    private static void stage(
            Table.Columns<Line> columns, String key, Function<LatencySummary, Optional<GeometricMean>> stage) {
        columns.forPrograms(key, line -> value(line.stage(stage), Cell::nanoseconds, GeometricMean::value));
        ends(columns, key, line -> line.stage(stage), Cell::nanoseconds);
    }

    private static Cell value(
            Optional<GeometricMean> mean, DoubleFunction<Cell> cell, Function<GeometricMean, Double> value) {
        return mean.map(known -> cell.apply(value.apply(known))).orElse(Cell.ABSENT);
    }

    /** {@code interval} or {@code range}. */
    static String kind(GeometricMean mean) {
        return mean.spread() instanceof Spread.Interval ? "interval" : "range";
    }

    /** Both ends; a range among intervals is called one. */
    static String spread(GeometricMean mean, boolean duration, boolean amongIntervals) {
        String ends = duration ? Quantities.durationSpread(mean) : Quantities.factorSpread(mean);
        boolean range = mean.spread() instanceof Spread.Range && !ends.isEmpty();
        return range && amongIntervals ? "range " + ends : ends;
    }

    private static boolean isBaselineOfOthers(Line line) {
        return line.run().isEmpty()
                && line.row().role() instanceof Row.Role.Baseline
                && line.section().rows().stream()
                        .flatMap(row -> row.speedUp().stream())
                        .anyMatch(speedUp -> speedUp.baseline().equals(line.scenario()));
    }

    private static Cell percentile(Line line, Function<LatencySummary, Percentile> which) {
        return line.run().isEmpty()
                        && line.summary().latency().map(which).orElse(null) instanceof Percentile.Carried carried
                ? Cell.nanoseconds(carried.value())
                : Cell.ABSENT;
    }

    private static Cell percentileEnd(Line line, ToDoubleFunction<Spread> end) {
        return line.summary().latency().map(LatencySummary::p90).orElse(null) instanceof Percentile.Carried carried
                ? carried.spread()
                        .map(spread -> Cell.nanoseconds(end.applyAsDouble(spread)))
                        .orElse(Cell.ABSENT)
                : Cell.ABSENT;
    }

    private static Cell percentileSpread(Line line) {
        return line.summary().latency().map(LatencySummary::p90).orElse(null) instanceof Percentile.Carried carried
                ? Cell.text(carried.spread().map(spread -> spread instanceof Spread.Interval ? "interval" : "range"))
                : Cell.ABSENT;
    }

    private static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String excluded(Line line, Function<ExcludedTrials, String> what) {
        return line.summary().excluded().stream().map(what).distinct().collect(Collectors.joining("; "));
    }

    private static Cell warnings(Row row) {
        List<CountedWarning> warnings = row.warnings();
        return new Cell.Nested(
                Table.of("warnings", warnings, columns -> columns.text("code", CountedWarning::code)
                        .text("message", CountedWarning::message)
                        .text("remedy", CountedWarning::remedy)
                        .add("trials", warning -> Cell.integer(warning.trials()))),
                warnings.stream().map(CountedWarning::code).distinct().collect(Collectors.joining(" ")));
    }

    private static Cell notCounted(ScenarioSummary summary) {
        return new Cell.Nested(
                Table.of("not_counted", summary.excluded(), columns -> columns.text("outcome", ExcludedTrials::outcome)
                        .text("reason", ExcludedTrials::reason)
                        .add("trials", excluded -> Cell.integer(excluded.trials()))),
                "");
    }

    private static Cell medians(ScenarioSummary summary) {
        List<LatencySummary.TrialMedian> medians =
                summary.latency().map(LatencySummary::trials).orElse(List.of());
        return new Cell.Nested(
                Table.of("medians", medians, columns -> columns.text("run", LatencySummary.TrialMedian::run)
                        .add("round", median -> Cell.integer(median.round()))
                        .add("median_ns", median -> Cell.nanoseconds(median.medianNs()))),
                "");
    }

    private static Cell byRun(Line whole) {
        List<Line> runs = whole.summary().latency().stream()
                .flatMap(latency -> latency.runs().keySet().stream())
                .map(run -> new Line(whole.section(), whole.group(), whole.row(), Optional.of(run), ""))
                .toList();
        return runs.size() < 2
                ? Cell.ABSENT
                : new Cell.Nested(
                        Table.of("by_run", runs, columns -> {
                            columns.add("run", line -> Cell.text(line.run()));
                            estimate(
                                    columns,
                                    Column.of("latency").key("latency_ns"),
                                    runs,
                                    Line::latency,
                                    Cell::nanoseconds);
                            estimate(columns, Column.of("speed-up").key("speed_up"), runs, Line::speedUp, Cell::factor);
                        }),
                        "");
    }
}
