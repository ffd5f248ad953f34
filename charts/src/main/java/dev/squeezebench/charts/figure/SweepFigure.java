package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.AcceleratorCrossover;
import dev.squeezebench.analysis.report.Curve;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.Sweep;
import dev.squeezebench.analysis.report.SweepAxis;
import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Latency and throughput over batch or sequence length, one curve a target, with the size from which on an accelerator is
 * faster than the processor.
 */
public final class SweepFigure implements Figure {
    private static final Unit SEQUENCES_PER_SECOND = new Unit("sequences/s", 1);
    private static final double PANE = 330;

    private final SweepAxis axis;

    /** @param axis what goes to the right */
    public SweepFigure(SweepAxis axis) {
        this.axis = axis;
    }

    @Override
    public String name() {
        return axis.word().replace('_', '-');
    }

    /**
     * A sweep with its scenarios' trials.
     *
     * @param sweep what the report says of it
     * @param drawn its scenarios
     */
    private record Swept(Sweep sweep, List<ScenarioTrials> drawn) {}

    @Override
    public Result draw(Measurements measurements) {
        List<Swept> swept = swept(measurements);
        if (swept.isEmpty()) {
            return new Result.NothingOfTheKind(name());
        }
        List<DrawnMark> marks = new ArrayList<>();
        for (Swept each : swept) {
            each.drawn().forEach(trials -> marks.add(LatencyFigure.mark(trials)));
            each.sweep().crossovers().forEach(crossover -> mark(each, crossover).ifPresent(marks::add));
        }
        return new Result.Drawn(name(), theme -> sheet(measurements, swept, theme), marks, List.of());
    }

    private List<Swept> swept(Measurements measurements) {
        List<Swept> swept = new ArrayList<>();
        for (int i = 0; i < measurements.report().sections().size(); i++) {
            int machine = i;
            for (Sweep sweep : measurements.report().sections().get(i).sweeps()) {
                if (sweep.axis() == axis) {
                    List<Scenario> scenarios = scenarios(sweep.curves());
                    swept.add(new Swept(
                            sweep,
                            measurements.scenarios().stream()
                                    .filter(each -> each.machine() == machine && scenarios.contains(each.scenario()))
                                    .toList()));
                }
            }
        }
        return swept;
    }

    private static List<Scenario> scenarios(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.rows().stream())
                .map(row -> row.summary().scenario())
                .toList();
    }

    private Optional<DrawnMark> mark(Swept swept, AcceleratorCrossover crossover) {
        if (!(crossover.crossover() instanceof Crossover.At at)) {
            return Optional.empty();
        }
        List<Scenario> scenarios = scenarios(List.of(crossover.candidate(), crossover.reference()));
        return Optional.of(new DrawnMark(
                scenarios.stream().map(Scenario::id).toList(),
                "geometric mean of the rounds' crossings",
                axis == SweepAxis.BATCH ? "sequences" : "tokens",
                Optional.of(at.size().value()),
                Optional.of(at.size().spread()),
                swept.drawn().stream()
                        .filter(each -> scenarios.contains(each.scenario()))
                        .flatMap(each -> each.trials().stream())
                        .toList()));
    }

    private Sheet sheet(Measurements measurements, List<Swept> swept, Theme theme) {
        List<ScenarioTrials> drawn =
                swept.stream().flatMap(each -> each.drawn().stream()).toList();
        CurveNames names = CurveNames.of(swept.stream().map(Swept::sweep).toList());
        List<Pane> panes = new ArrayList<>();
        for (Swept each : swept) {
            panes.addAll(panes(each, names, theme));
        }
        List<Optional<Spread>> spreads = drawn.stream()
                .map(each -> Optional.of(each.latency().median().spread()))
                .toList();
        return new Sheet(
                "Latency and throughput over " + axis.word().replace('_', ' '),
                new Names(drawn).common(),
                Captions.badge(measurements, drawn),
                Stream.of(names.legend(theme), Whisker.legend(spreads, "rounds"), crossings(swept))
                        .flatMap(List::stream)
                        .toList(),
                new PanelsBody(
                        panes,
                        axis == SweepAxis.BATCH
                                ? "Batch, sequences in one inference (logarithmic, as all axes)"
                                : "Sequence length, tokens (logarithmic, as all axes)",
                        2,
                        PANE),
                Captions.lines(measurements, drawn));
    }

    private static List<LegendEntry> crossings(List<Swept> swept) {
        boolean any = swept.stream()
                .flatMap(each -> each.sweep().crossovers().stream())
                .anyMatch(each -> each.crossover() instanceof Crossover.At);
        return any
                ? List.of(new LegendEntry("from here on faster than the processor, with its interval", (pen, x, y) -> {
                    pen.graphics().setColor(pen.theme().grid());
                    pen.graphics().fillRect((int) x + 6, (int) y - 9, 22, 18);
                    pen.dashed(x + 17, y - 9, x + 17, y + 9, 1.8, pen.theme().foreground(), 7, 4);
                }))
                : List.of();
    }

    private List<Pane> panes(Swept swept, CurveNames names, Theme theme) {
        Sweep sweep = swept.sweep();
        double longest = sweep.curves().stream()
                .flatMap(curve -> curve.rows().stream())
                .flatMap(row -> row.summary().latency().stream())
                .map(LatencySummary::median)
                .mapToDouble(median -> median.spread().upper())
                .max()
                .orElseThrow();
        Unit unit = Unit.ofNanoseconds(longest);
        List<PlottedCurve> latency = new ArrayList<>();
        List<PlottedCurve> throughput = new ArrayList<>();
        for (Curve curve : sweep.curves()) {
            SeriesStyle style = SeriesStyle.of(names.index(curve), theme);
            List<PlottedCurve.Point> times = new ArrayList<>();
            List<PlottedCurve.Point> rates = new ArrayList<>();
            for (Row row : curve.rows()) {
                int size = axis.of(row.summary().scenario());
                GeometricMean median =
                        row.summary().latency().map(LatencySummary::median).orElseThrow();
                times.add(PlottedCurve.Point.of(size, median, unit));
                rates.add(PlottedCurve.Point.of(
                        size, row.summary().sequencesPerSecond().orElseThrow(), SEQUENCES_PER_SECOND));
            }
            latency.add(new PlottedCurve(style, times));
            throughput.add(new PlottedCurve(style, rates));
        }
        String heading = sweep.scenario().workload() + ", " + axis.otherSize(sweep.scenario());
        return List.of(
                new SweepPane(heading, "latency of one inference, " + unit.symbol(), latency, sweep.crossovers()),
                new SweepPane(heading, "throughput, " + SEQUENCES_PER_SECOND.symbol(), throughput, sweep.crossovers()));
    }
}
