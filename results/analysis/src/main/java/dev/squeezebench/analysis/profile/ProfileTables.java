package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.statistics.MeanDifference;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and sentences of a {@link ProfileReport}. */
final class ProfileTables {
    private static final int SHOWN_OPERATORS = 12;
    private static final double MILLI = 1e6;
    private static final double GIGA = 1e9;

    private final List<ProfiledScenario> scenarios;
    private final List<ProfilePair> pairs;
    private final List<ProfileChange> changes;

    ProfileTables(ProfileReport report) {
        this.scenarios = report.scenarios();
        this.pairs = report.pairs();
        this.changes = report.changes();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (ProfilePair pair : pairs) {
            blocks.add(new Block.Heading(
                    1,
                    pair.candidate().name() + " against " + pair.baseline().name() + ", "
                            + pair.candidate().place()));
            blocks.add(new Block.Paragraph(sentence(pair), true));
            blocks.add(comparison(pair));
            RoofReport.speedUpAtCeilings(pair).map(Block::paragraph).ifPresent(blocks::add);
        }
        for (ProfileChange change : changes) {
            blocks.add(new Block.Heading(
                    1,
                    change.candidate().scenario().workload() + ", "
                            + change.candidate().scenario().runner() + ':'
                            + change.candidate().scenario().acceleration() + ": " + change.label(change.candidate())
                            + " against "
                            + change.label(change.baseline())));
            blocks.add(new Block.Paragraph(change.sentence(), true));
            blocks.add(difference(change));
            blocks.add(
                    Block.paragraph("Differences are those of the means of profiled processes, which took turns; their"
                            + " spread is that between the processes of a side"
                            + (change.lines().stream().anyMatch(line -> line.difference()
                                            .filter(difference -> difference.spread() instanceof Spread.Interval)
                                            .isPresent())
                                    ? " (Welch's interval)."
                                    : " (too few for an interval).")));
        }
        blocks.add(new Block.Heading(1, "profiles"));
        blocks.add(profiles());
        blocks.add(Block.paragraph("Latencies are medians of trials without a profiler. Times of operators are of a"
                + " profiled session of its own: means over the middle half of its invocations. 'outside operators' is what"
                + " the latency has beyond their sum, below zero where the profiler slows operators down."));
        blocks.addAll(JavaSideTable.blocks(scenarios));
        blocks.addAll(ThreadTable.blocks(scenarios));
        blocks.addAll(FlameTable.blocks(scenarios));
        for (ProfiledScenario scenario : scenarios) {
            blocks.add(new Block.Heading(1, scenario.name() + ", " + scenario.place()));
            scenario.profile()
                    .warnings()
                    .forEach(warning -> blocks.add(
                            Block.paragraph("Warning: " + warning.message() + "; " + warning.remedy() + '.')));
            blocks.add(kinds(List.of(scenario), false));
            blocks.add(Block.paragraph(RoofReport.sentence(scenario)));
            if (scenario.profile().ceilings().isPresent()) {
                blocks.add(new Block.Heading(2, "ceilings"));
                blocks.add(RoofReport.table(List.of(scenario), false));
            }
            blocks.add(new Block.Heading(
                    2,
                    "the " + Math.min(SHOWN_OPERATORS, scenario.operators().size()) + " of "
                            + scenario.operators().size() + " operators that take longest"));
            blocks.add(operators(List.of(scenario), SHOWN_OPERATORS, false));
        }
        return blocks;
    }

    List<Table> all() {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(profiles(), kinds(scenarios, true)),
                                Stream.concat(
                                        JavaSideTable.table(scenarios).stream(),
                                        Stream.concat(
                                                ThreadTable.table(scenarios).stream(),
                                                FlameTable.table(scenarios).stream()))),
                        Stream.concat(
                                Stream.concat(
                                        pairs.isEmpty() ? Stream.empty() : Stream.of(comparisons()),
                                        changes.isEmpty() ? Stream.empty() : Stream.of(differences())),
                                Stream.of(
                                        RoofReport.table(scenarios, true),
                                        operators(scenarios, Integer.MAX_VALUE, true))))
                .toList();
    }

    static String sentence(ProfilePair pair) {
        String measured = pair.nameOf(pair.candidate()) + " is "
                + Quantities.ratio(pair.speedUp().estimate()) + " as fast as " + pair.nameOf(pair.baseline());
        OptionalDouble ratio = pair.flopRatio();
        if (ratio.isEmpty()) {
            return measured + "; how many operations they compute is not known.";
        }
        double expected = pair.baseline().wholeNs() / ratio.getAsDouble();
        double excess = pair.candidate().wholeNs() - expected;
        Optional<ProfilePair.Line> most = pair.lines().stream()
                .max((a, b) -> Double.compare(
                        Math.signum(excess) * a.excessNs().orElse(0),
                        Math.signum(excess) * b.excessNs().orElse(0)));
        return measured + " and computes 1/" + number(ratio.getAsDouble()) + " of the operations: at "
                + number(ratio.getAsDouble()) + "x it would take " + ms(expected) + " and takes "
                + ms(pair.candidate().wholeNs()) + ", " + ms(Math.abs(excess)) + (excess < 0 ? " less" : " more")
                + most.map(line -> ", " + ms(Math.abs(line.excessNs().orElse(0))) + " of it in " + line.name())
                        .orElse("")
                + '.';
    }

    /** Which kind takes most of a scenario's time. */
    static String finding(ProfiledScenario scenario) {
        return scenario.kinds().stream()
                .max(Comparator.comparingDouble(KindTime::ns))
                .map(kind -> scenario.name() + " on " + scenario.place() + ": " + Quantities.duration(kind.ns())
                        + " of " + Quantities.duration(scenario.wholeNs()) + " are "
                        + kind.kind().words() + '.')
                .orElse("");
    }

    private static Table comparison(ProfilePair pair) {
        List<ProfilePair.Line> lines = new ArrayList<>(pair.lines());
        lines.add(pair.whole());
        return Table.of("layer kinds", lines, columns -> columns.text("layer kind", ProfilePair.Line::name)
                .add(
                        Table.Column.of(pair.nameOf(pair.baseline())).toTheRight(),
                        line -> milliseconds(line.baselineNs()))
                .add(
                        Table.Column.of(pair.nameOf(pair.candidate())).toTheRight(),
                        line -> milliseconds(line.candidateNs()))
                .add("times as fast", line -> factor(line.baselineNs(), line.candidateNs()))
                .add(
                        "beyond the operations' ratio",
                        line -> line.excessNs().isPresent()
                                ? milliseconds(line.excessNs().getAsDouble())
                                : Cell.ABSENT)
                .add(
                        "speed-up if it were free",
                        line -> line.withoutIt().isPresent()
                                ? Cell.factor(line.withoutIt().getAsDouble())
                                : Cell.ABSENT));
    }

    private Table comparisons() {
        List<Pair> lines = pairs.stream()
                .flatMap(pair -> Stream.concat(pair.lines().stream(), Stream.of(pair.whole()))
                        .map(line -> new Pair(pair, line)))
                .toList();
        return Table.of("comparisons", lines, columns -> columns.text(
                        "candidate", line -> line.pair().candidate().scenario().id())
                .text("baseline", line -> line.pair().baseline().scenario().id())
                .text("layer kind", line -> line.line().name())
                .add("baseline ns", line -> Cell.nanoseconds(line.line().baselineNs()))
                .add("candidate ns", line -> Cell.nanoseconds(line.line().candidateNs()))
                .add("excess ns", line -> nanoseconds(line.line().excessNs()))
                .add(
                        "speed-up without it",
                        line -> line.line().withoutIt().isPresent()
                                ? Cell.factor(line.line().withoutIt().getAsDouble())
                                : Cell.ABSENT)
                .add(
                        "speed-up",
                        line -> Cell.factor(line.pair().speedUp().estimate().value()))
                .add(
                        "flop ratio",
                        line -> line.pair().flopRatio().isPresent()
                                ? Cell.factor(line.pair().flopRatio().getAsDouble())
                                : Cell.ABSENT));
    }

    private static Table difference(ProfileChange change) {
        List<ProfileChange.Line> lines = new ArrayList<>(change.lines());
        lines.add(change.whole());
        return Table.of("layer kinds", lines, columns -> columns.text("layer kind", ProfileChange.Line::name)
                .add(
                        Table.Column.of(change.label(change.baseline())).toTheRight(),
                        line -> milliseconds(line.baselineNs()))
                .add(
                        Table.Column.of(change.label(change.candidate())).toTheRight(),
                        line -> milliseconds(line.candidateNs()))
                .add("difference", line -> milliseconds(line.differenceNs()))
                .add("spread", line -> line.difference()
                        .map(difference -> Cell.text(ms(difference.spread().lower()) + " to "
                                + ms(difference.spread().upper())))
                        .orElse(Cell.ABSENT)));
    }

    private record Changed(ProfileChange change, ProfileChange.Line line) {
        Optional<Spread> spread() {
            return line.difference().map(MeanDifference::spread);
        }
    }

    private Table differences() {
        List<Changed> lines = changes.stream()
                .flatMap(change -> Stream.concat(change.lines().stream(), Stream.of(change.whole()))
                        .map(line -> new Changed(change, line)))
                .toList();
        return Table.of("changes", lines, columns -> columns.text(
                        "candidate",
                        each -> each.change().candidate().scenario().id())
                .text("baseline", each -> each.change().baseline().scenario().id())
                .text("layer kind", each -> each.line().name())
                .add("baseline ns", each -> nanoseconds(each.line().baselineNs()))
                .add("candidate ns", each -> nanoseconds(each.line().candidateNs()))
                .add("difference ns", each -> nanoseconds(each.line().differenceNs()))
                .add("lower ns", each -> each.spread()
                        .map(spread -> nanoseconds(spread.lower()))
                        .orElse(Cell.ABSENT))
                .add("upper ns", each -> each.spread()
                        .map(spread -> nanoseconds(spread.upper()))
                        .orElse(Cell.ABSENT))
                .text("spread", each -> each.spread()
                        .map(spread -> spread instanceof Spread.Interval ? "interval" : "range")
                        .orElse("")));
    }

    private record Pair(ProfilePair pair, ProfilePair.Line line) {}

    private Table profiles() {
        return Table.of("profiles", scenarios, columns -> columns.forPrograms(
                        "scenario", each -> Cell.text(each.scenario().id()))
                .forPrograms("arm", each -> Cell.text(each.arm()))
                .forPeople(Table.Column.of("scenario"), each -> Cell.text(each.name()))
                .forPeople(Table.Column.of("on"), each -> Cell.text(each.place()))
                .add(Table.Column.of("latency").key("latency_ns"), each -> nanoseconds(each.latencyNs()))
                .add(
                        Table.Column.of("sum of operators").key("operators_ns"),
                        each -> Cell.nanoseconds(each.operatorsNs()))
                .add(
                        Table.Column.of(ProfileReport.OUTSIDE).key("outside_operators_ns"),
                        each -> nanoseconds(each.outsideNs()))
                .add(
                        Table.Column.of("profiled").key("profiled_ns").optional(1),
                        each -> Cell.nanoseconds(each.profiledNs()))
                .add(Table.Column.of("profiling costs").key("overhead_ratio"), each -> share(each.overhead()))
                .add(
                        Table.Column.of("in no layer").key("unmapped_ratio"),
                        each -> share(OptionalDouble.of(each.unmappedShare())))
                .forPrograms("flop", each -> Cell.integer(each.flop()))
                .forPrograms("invocations", each -> Cell.integer(each.profile().invocations()))
                .forPrograms("processes", each -> Cell.integer(each.processes()))
                .forPrograms("raw", each -> Cell.text(each.profile().raw())));
    }

    private record Kind(ProfiledScenario scenario, String name, double ns, Optional<KindTime> time) {}

    static Table kinds(List<ProfiledScenario> scenarios, boolean named) {
        List<Kind> kinds = new ArrayList<>();
        for (ProfiledScenario scenario : scenarios) {
            scenario.kinds()
                    .forEach(time -> kinds.add(new Kind(scenario, time.kind().words(), time.ns(), Optional.of(time))));
            kinds.add(new Kind(scenario, ProfileReport.OUTSIDE, scenario.outsideNs(), Optional.empty()));
            kinds.add(new Kind(scenario, ProfileReport.WHOLE, scenario.wholeNs(), Optional.empty()));
        }
        return Table.of("layer kinds", kinds, columns -> {
            if (named) {
                columns.text("scenario", kind -> kind.scenario().scenario().id())
                        .text("arm", kind -> kind.scenario().arm());
            }
            columns.text("layer kind", Kind::name)
                    .add(Table.Column.of("time").key("time_ns"), kind -> nanoseconds(kind.ns()))
                    .add(
                            Table.Column.of("share").key("share_ratio"),
                            kind -> share(OptionalDouble.of(
                                    kind.ns() / kind.scenario().wholeNs())))
                    .add("operators", kind -> kind.time()
                            .map(time -> Cell.integer(time.operators()))
                            .orElse(Cell.ABSENT))
                    .add(Table.Column.of("GFLOP").key("flop"), kind -> kind.time()
                            .filter(time -> time.flop().orElse(0) > 0)
                            .<Cell>map(time -> new Cell.Numeric(
                                    time.flop().getAsLong(), number(time.flop().getAsLong() / GIGA)))
                            .orElse(Cell.ABSENT))
                    .add(Table.Column.of("moved").key("moved_bytes").optional(2), kind -> kind.time()
                            .filter(time -> time.bytes().isPresent())
                            .map(time -> Cell.bytes(time.bytes().getAsLong()))
                            .orElse(Cell.ABSENT))
                    .add(Table.Column.of("GFLOP/s").key("flop_per_second"), kind -> kind.time()
                            .map(time -> giga(time.flopPerSecond()))
                            .orElse(Cell.ABSENT))
                    .add(Table.Column.of("GB/s").key("bytes_per_second").optional(1), kind -> kind.time()
                            .map(time -> giga(time.bytesPerSecond()))
                            .orElse(Cell.ABSENT));
            if (scenarios.stream().anyMatch(scenario -> scenario.roof().isPresent())) {
                columns.add(
                        Table.Column.of("of its ceiling").key("ceiling_ratio"),
                        kind -> RoofReport.share(kind.scenario(), kind.time()));
            }
        });
    }

    private record Operator(ProfiledScenario scenario, ProfiledScenario.Timed timed) {}

    static Table operators(List<ProfiledScenario> scenarios, int most, boolean named) {
        List<Operator> all = scenarios.stream()
                .flatMap(scenario ->
                        scenario.operators().stream().limit(most).map(timed -> new Operator(scenario, timed)))
                .toList();
        return Table.of("operators", all, columns -> {
            if (named) {
                columns.text("scenario", each -> each.scenario().scenario().id())
                        .text("arm", each -> each.scenario().arm());
            }
            columns.text("layer", each -> each.timed()
                            .operator()
                            .layer()
                            .orElse(each.timed().operator().mapped() ? "(no name)" : "(unmapped)"))
                    .text("operator", each -> each.timed().operator().type())
                    .forPrograms(
                            "name", each -> Cell.text(each.timed().operator().name()))
                    .text("layer kind", each -> each.timed().operator().kind().words())
                    .add(
                            Table.Column.of("time").key("time_ns"),
                            each -> Cell.nanoseconds(each.timed().ns()))
                    .add(
                            Table.Column.of("share").key("share_ratio"),
                            each -> share(OptionalDouble.of(
                                    each.timed().ns() / each.scenario().wholeNs())))
                    .add("calls", each -> Cell.integer(each.timed().operator().calls()))
                    .add(Table.Column.of("GFLOP/s").key("flop_per_second"), each -> giga(rate(each.timed())))
                    .add(
                            Table.Column.of("inputs").optional(1),
                            each -> shapes(each.timed().operator().inputs()))
                    .add(
                            Table.Column.of("outputs").optional(2),
                            each -> shapes(each.timed().operator().outputs()))
                    .forPrograms("on", each -> Cell.text(each.timed().operator().on()))
                    .forPrograms(
                            "flop", each -> Cell.integer(each.timed().operator().flop()))
                    .forPrograms(
                            "moved_bytes",
                            each -> Cell.integer(each.timed().operator().bytes()));
        });
    }

    private static OptionalDouble rate(ProfiledScenario.Timed timed) {
        long flop = timed.operator().flop().orElse(0);
        return flop > 0 && timed.ns() > 0 ? OptionalDouble.of(flop / timed.ns() * GIGA) : OptionalDouble.empty();
    }

    private static Cell shapes(List<TensorShape> shapes) {
        return Cell.text(shapes.stream().map(TensorShape::toString).collect(Collectors.joining(", ")));
    }

    private static Cell giga(OptionalDouble perSecond) {
        return perSecond.isPresent()
                ? new Cell.Numeric(perSecond.getAsDouble(), number(perSecond.getAsDouble() / GIGA))
                : Cell.ABSENT;
    }

    private static Cell share(OptionalDouble share) {
        return share.isPresent()
                ? new Cell.Numeric(share.getAsDouble(), String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble()))
                : Cell.ABSENT;
    }

    private static Cell nanoseconds(OptionalDouble ns) {
        return ns.isPresent() ? nanoseconds(ns.getAsDouble()) : Cell.ABSENT;
    }

    /** Also below zero. */
    private static Cell nanoseconds(double ns) {
        return new Cell.Numeric(Math.round(ns), (ns < 0 ? "-" : "") + Quantities.duration(Math.abs(ns)));
    }

    private static Cell milliseconds(double ns) {
        return new Cell.Numeric(Math.round(ns), ms(ns));
    }

    static String ms(double ns) {
        return String.format(Locale.ROOT, Math.abs(ns) < 10 * MILLI ? "%.3f ms" : "%.2f ms", ns / MILLI);
    }

    private static Cell factor(double baseline, double candidate) {
        return baseline > 0 && candidate > 0 ? Cell.factor(baseline / candidate) : Cell.ABSENT;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }
}
