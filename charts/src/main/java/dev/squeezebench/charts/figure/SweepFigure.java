package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.AcceleratorCrossover;
import dev.squeezebench.analysis.report.Conditions;
import dev.squeezebench.analysis.report.Curve;
import dev.squeezebench.analysis.report.Sweep;
import dev.squeezebench.analysis.report.SweepAxis;
import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.LogScale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Speed-up, latency and throughput over batch, sequence length or threads, one curve a workload and target, with the size
 * from which on an accelerator is faster than the processor.
 */
public final class SweepFigure implements Figure {
    static final String SPEED_UP = "speed-up over ";

    private static final double PLOT = 330;
    private static final double CROSSING_ROOM = .1;

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
     * What can be compared: the sweeps of all workloads on one machine that share element type and the other sizes.
     *
     * @param drawn their scenarios
     * @param crossovers where an accelerator gets ahead
     */
    private record Setting(List<ScenarioTrials> drawn, List<AcceleratorCrossover> crossovers) {}

    @Override
    public Result draw(Measurements measurements) {
        List<Setting> settings = settings(measurements);
        if (settings.isEmpty()) {
            return new Result.NotApplicable();
        }
        List<DrawnValue> values = new ArrayList<>();
        for (Setting setting : settings) {
            setting.drawn().forEach(trials -> values.add(LatencyRows.value(trials)));
            SpeedUpRows.Pair.of(setting.drawn()).forEach(pair -> values.add(pair.value()));
            setting.crossovers().forEach(each -> value(setting, each).ifPresent(values::add));
        }
        return new Result.Drawn(sheet(measurements, settings), values, List.of());
    }

    private List<Setting> settings(Measurements measurements) {
        Map<List<Object>, Setting> settings = new LinkedHashMap<>();
        for (int i = 0; i < measurements.report().sections().size(); i++) {
            int machine = i;
            for (Sweep sweep : measurements.report().sections().get(i).sweeps()) {
                if (sweep.axis() == axis) {
                    Conditions shared = axis.without(sweep.scenario());
                    List<Object> key = List.of(
                            machine,
                            shared.dtype(),
                            shared.batch(),
                            shared.sequenceLength(),
                            shared.paddingPercent(),
                            shared.threads());
                    Setting setting =
                            settings.computeIfAbsent(key, each -> new Setting(new ArrayList<>(), new ArrayList<>()));
                    List<Scenario> scenarios = scenarios(sweep.curves());
                    measurements.scenarios().stream()
                            .filter(each -> each.machine() == machine && scenarios.contains(each.scenario()))
                            .forEach(setting.drawn()::add);
                    setting.crossovers().addAll(sweep.crossovers());
                }
            }
        }
        return List.copyOf(settings.values());
    }

    private static List<Scenario> scenarios(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.rows().stream())
                .map(row -> row.summary().scenario())
                .toList();
    }

    private Optional<DrawnValue> value(Setting setting, AcceleratorCrossover crossover) {
        if (!(crossover.crossover() instanceof Crossover.At at)) {
            return Optional.empty();
        }
        List<Scenario> scenarios = scenarios(List.of(crossover.candidate(), crossover.reference()));
        return Optional.of(new DrawnValue(
                scenarios.stream().map(Scenario::id).toList(),
                "crossing of the rounds' mean curve",
                axis == SweepAxis.BATCH ? "sequences" : "tokens",
                Optional.of(at.size().value()),
                Optional.of(at.size().spread()),
                setting.drawn().stream()
                        .filter(each -> scenarios.contains(each.scenario()))
                        .flatMap(each -> each.trials().stream())
                        .toList()));
    }

    /** A quantity that a plot shows: its name with the unit, and its value for a scenario that has one. */
    private record Quantity(String name, Unit unit, Function<ScenarioTrials, Optional<GeometricMean>> of) {}

    private List<Quantity> quantities(Measurements measurements, List<ScenarioTrials> drawn) {
        Unit unit = Unit.ofDurations(drawn.stream().map(each -> each.latency().median()));
        List<Quantity> quantities = new ArrayList<>();
        if (drawn.stream().anyMatch(each -> each.speedUp().isPresent())) {
            quantities.add(new Quantity(SPEED_UP + measurements.relativeTo(), Unit.FACTOR, each -> each.speedUp()
                    .map(speedUp -> speedUp.estimate())));
        }
        quantities.add(new Quantity(
                "latency of one inference, " + unit.symbol(),
                unit,
                each -> Optional.of(each.latency().median())));
        boolean tokens =
                drawn.stream().allMatch(each -> each.scenario().sequenceLength().isPresent());
        if (axis == SweepAxis.SEQUENCE_LENGTH && tokens) {
            quantities.add(new Quantity(
                    "throughput, tokens/s",
                    Unit.FACTOR,
                    each -> Optional.of(each.latency()
                            .median()
                            .dividing((double) each.scenario().batch()
                                    * each.scenario().sequenceLength().orElseThrow()
                                    * 1e9))));
        } else if (axis == SweepAxis.BATCH) {
            quantities.add(new Quantity(
                    tokens ? "throughput, sequences/s" : "throughput, inputs/s",
                    Unit.FACTOR,
                    each -> each.row().summary().sequencesPerSecond()));
        }
        return quantities;
    }

    private Sheet sheet(Measurements measurements, List<Setting> settings) {
        List<ScenarioTrials> drawn =
                settings.stream().flatMap(each -> each.drawn().stream()).toList();
        List<String> targets =
                drawn.stream().map(SweepFigure::target).distinct().toList();
        SortedSet<Integer> sizes = drawn.stream()
                .map(each -> axis.of(each.scenario()).orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
        ScenarioNames names = ScenarioNames.ofSweeps(
                axis, settings.stream().map(each -> each.drawn().get(0)).toList());
        List<Quantity> quantities = quantities(measurements, drawn);
        int mostCrossings =
                settings.stream().mapToInt(each -> crossings(each).size()).max().orElse(0);
        List<SubPlot> plots = new ArrayList<>();
        for (Setting setting : settings) {
            for (Quantity quantity : quantities) {
                plots.add(plot(quantity, setting, names, drawn, targets, sizes, mostCrossings));
            }
        }
        Captions captions = new Captions(measurements, drawn);
        String over = axis.word().replace('_', ' ');
        return new Sheet(
                (quantities.get(0).name().startsWith(SPEED_UP) ? "Speed-up and latency" : "Latency") + " over " + over,
                targets.size() == 1 ? targets.get(0) + ScenarioNames.DOT + names.common() : names.common(),
                captions.badges(),
                legend(drawn, targets, settings),
                new SubPlots(plots, axisTitle(), quantities.size(), PLOT),
                captions.lines());
    }

    private String axisTitle() {
        return switch (axis) {
            case BATCH -> "Batch, sequences in one inference (logarithmic, as all axes)";
            case SEQUENCE_LENGTH -> "Sequence length, tokens (logarithmic, as all axes)";
            case THREADS -> "Threads of one inference (logarithmic, as all axes)";
        };
    }

    private SubPlot plot(
            Quantity quantity,
            Setting setting,
            ScenarioNames names,
            List<ScenarioTrials> all,
            List<String> targets,
            SortedSet<Integer> sizes,
            int mostCrossings) {
        List<SweepPlot.Curve> curves = new ArrayList<>();
        Map<List<Object>, List<ScenarioTrials>> alike = setting.drawn().stream()
                .filter(each -> quantity.of().apply(each).isPresent())
                .collect(Collectors.groupingBy(
                        each -> List.of(each.series(), targets.indexOf(target(each))),
                        LinkedHashMap::new,
                        Collectors.toList()));
        alike.values()
                .forEach(curve -> curves.add(new SweepPlot.Curve(
                        curve.get(0).series(),
                        targets.indexOf(target(curve.get(0))),
                        curve.stream()
                                .map(each -> point(quantity, each))
                                .sorted(Comparator.comparingInt(SweepPlot.Point::size))
                                .toList())));
        double[] ends = all.stream()
                .filter(each -> quantity.of().apply(each).isPresent())
                .flatMap(each -> point(quantity, each).ends())
                .mapToDouble(Double::doubleValue)
                .toArray();
        DoubleStream one = quantity.name().startsWith(SPEED_UP) ? DoubleStream.of(1) : DoubleStream.empty();
        double[] values =
                DoubleStream.concat(DoubleStream.of(ends), one).sorted().toArray();
        boolean latency = !quantity.unit().equals(Unit.FACTOR);
        double lowest = values[0];
        double highest = values[values.length - 1];
        // The names of crossings need room above the curves, the same in every plot.
        double room = latency ? CROSSING_ROOM * mostCrossings : 0;
        return new SweepPlot(
                quantity.name(),
                names.differing(setting.drawn().get(0)),
                sizes,
                new LogScale(lowest, highest * Math.pow(Math.max(2, highest / lowest), room)),
                curves,
                latency ? crossings(setting) : List.of());
    }

    private SweepPlot.Point point(Quantity quantity, ScenarioTrials trials) {
        return SweepPlot.Point.of(
                axis.of(trials.scenario()).orElseThrow(),
                quantity.of().apply(trials).orElseThrow(),
                quantity.unit());
    }

    private static List<SweepPlot.Crossing> crossings(Setting setting) {
        List<SweepPlot.Crossing> crossings = new ArrayList<>();
        for (AcceleratorCrossover each : setting.crossovers()) {
            if (each.crossover() instanceof Crossover.At at) {
                Scenario candidate = each.candidate().scenario();
                setting.drawn().stream()
                        .filter(drawn -> drawn.scenario().equals(candidate))
                        .findFirst()
                        .ifPresent(drawn -> crossings.add(
                                new SweepPlot.Crossing(candidate.acceleration(), drawn.series(), at.size())));
            }
        }
        return crossings;
    }

    private static String target(ScenarioTrials trials) {
        String target = ScenarioNames.target(trials);
        Map<String, String> options = trials.scenario().options();
        return options.isEmpty() ? target : target + ' ' + options;
    }

    private static List<LegendEntry> legend(List<ScenarioTrials> drawn, List<String> targets, List<Setting> settings) {
        List<LegendEntry> legend = new ArrayList<>();
        List<Series> all = Legend.series(drawn);
        for (Series series : all) {
            legend.add(new LegendEntry(Legend.name(series, all), (pen, x, y) -> {
                SeriesStyle style = series.style(pen.theme());
                pen.line(x, y, x + LegendEntry.SWATCH_WIDTH, y, 2.2, style.color());
                style.marker()
                        .paint(
                                pen.graphics(),
                                x + LegendEntry.SWATCH_WIDTH / 2,
                                y,
                                9,
                                style.color(),
                                pen.theme().background());
            }));
        }
        for (int i = 0; i < targets.size() && targets.size() > 1; i++) {
            int target = i;
            legend.add(new LegendEntry(
                    targets.get(i),
                    (pen, x, y) -> SweepPlot.paintLine(
                            pen,
                            target,
                            x,
                            y,
                            x + LegendEntry.SWATCH_WIDTH,
                            y,
                            pen.theme().muted())));
        }
        legend.addAll(Legend.spreads(
                drawn.stream().map(each -> each.latency().median().spread()), "rounds"));
        if (settings.stream().anyMatch(each -> !crossings(each).isEmpty())) {
            legend.add(new LegendEntry("from here on faster than the processor, with its interval", (pen, x, y) -> {
                pen.graphics().setColor(pen.theme().grid());
                pen.graphics().fillRect((int) x + 6, (int) y - 9, 22, 18);
                pen.dashed(x + 17, y - 9, x + 17, y + 9, 1.8, pen.theme().foreground(), 7, 4);
            }));
        }
        return legend;
    }
}
