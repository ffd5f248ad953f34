package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.results.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Latency of each scenario: the median of its trials as a bar, its interval, and every trial as a point. */
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
        List<Latency> latencies = drawn.stream().map(Latency::of).toList();
        Function<Theme, Sheet> sheet = theme -> sheet(measurements, latencies, theme);
        return new Result.Drawn(
                name(), sheet, latencies.stream().map(LatencyFigure::mark).toList(), List.of());
    }

    private static DrawnMark mark(Latency latency) {
        return new DrawnMark(
                List.of(latency.trials().scenario().id()),
                "geometric mean of the trials' medians",
                "ns",
                Optional.of(latency.value()),
                latency.spread(),
                latency.trials().trials());
    }

    private static Sheet sheet(Measurements measurements, List<Latency> latencies, Theme theme) {
        List<ScenarioTrials> drawn = latencies.stream().map(Latency::trials).toList();
        Names names = new Names(drawn.stream().map(ScenarioTrials::scenario).toList());
        double largest = latencies.stream().mapToDouble(Latency::largest).max().orElseThrow();
        Unit unit = Unit.ofNanoseconds(largest);
        List<Row> rows = latencies.stream()
                .map(each -> row(measurements, names, each, unit, theme))
                .toList();
        List<Optional<Spread>> spreads = latencies.stream().map(Latency::spread).toList();
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

    private static Row row(Measurements measurements, Names names, Latency latency, Unit unit, Theme theme) {
        SeriesStyle style = SeriesStyle.of(measurements.index(latency.trials().scenario()), theme);
        Bar bar = new Bar(
                style,
                unit.of(latency.value()),
                latency.spread().map(each -> Spreads.scaled(each, unit)),
                latency.medians().stream().map(unit::of).toList());
        return new Row(
                latency.trials().scenario().workload(),
                names.variant(latency.trials().scenario()),
                Names.place(latency.trials().scenario()),
                bar,
                Numbers.significant(unit.of(latency.value()), 4) + ' ' + unit.symbol(),
                latency.spread()
                        .map(each -> Spreads.text(Spreads.scaled(each, unit), 4))
                        .orElse(""));
    }
}
