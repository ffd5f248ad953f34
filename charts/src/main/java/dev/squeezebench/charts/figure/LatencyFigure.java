package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.records.Spread;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Latency of each scenario: a bar for all its trials, its interval, and every trial as a point. */
public final class LatencyFigure implements Figure {
    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios();
        if (drawn.isEmpty()) {
            return new Result.NotDrawn(name(), measurements.whyEmpty());
        }
        return new Result.Drawn(
                name(),
                theme -> sheet(measurements, theme),
                drawn.stream().map(LatencyFigure::mark).toList(),
                List.of());
    }

    static DrawnMark mark(ScenarioTrials trials) {
        return new DrawnMark(
                List.of(trials.scenario().id()),
                "geometric mean of the trials' medians",
                "ns",
                Optional.of(trials.latency().median().value()),
                spread(trials.latency()),
                trials.trials());
    }

    /** One trial has no spread: its range would be a point. */
    private static Optional<Spread> spread(LatencySummary latency) {
        return latency.trials().size() > 1 ? Optional.of(latency.median().spread()) : Optional.empty();
    }

    private static double largest(LatencySummary latency) {
        double single = latency.trials().stream()
                .mapToDouble(LatencySummary.TrialMedian::medianNs)
                .max()
                .orElse(0);
        return Math.max(single, latency.median().spread().upper());
    }

    private static Sheet sheet(Measurements measurements, Theme theme) {
        List<ScenarioTrials> drawn = measurements.scenarios();
        Names names = new Names(drawn);
        double largest = drawn.stream()
                .mapToDouble(each -> largest(each.latency()))
                .max()
                .orElseThrow();
        Unit unit = Unit.ofNanoseconds(largest);
        List<Row> rows = drawn.stream()
                .map(each -> row(measurements, names, each, unit, theme))
                .toList();
        List<Optional<Spread>> spreads =
                drawn.stream().map(each -> spread(each.latency())).toList();
        return new Sheet(
                "Latency of one inference",
                names.common(),
                Captions.badge(measurements, drawn),
                Stream.of(
                                Keys.bars(measurements, drawn, theme),
                                List.of(Keys.singles("one trial: median of its samples", theme)),
                                Whisker.legend(spreads, "rounds"))
                        .flatMap(List::stream)
                        .toList(),
                new RowsBody(
                        rows,
                        Axis.fromZero(unit.of(largest)),
                        "Latency, " + unit.symbol() + " (less is faster)",
                        List.of()),
                Captions.lines(measurements, drawn));
    }

    private static Row row(Measurements measurements, Names names, ScenarioTrials trials, Unit unit, Theme theme) {
        LatencySummary latency = trials.latency();
        Optional<Spread> spread = spread(latency).map(each -> Spreads.scaled(each, unit));
        Bar bar = new Bar(
                SeriesStyle.of(measurements.index(trials.scenario()), theme),
                unit.of(latency.median().value()),
                spread,
                latency.trials().stream().map(each -> unit.of(each.medianNs())).toList());
        return new Row(
                trials.scenario().workload(),
                names.variant(trials),
                trials.place(),
                bar,
                Numbers.significant(unit.of(latency.median().value()), 4) + ' ' + unit.symbol(),
                spread.map(each -> Spreads.text(each, 4)).orElse(""));
    }
}
