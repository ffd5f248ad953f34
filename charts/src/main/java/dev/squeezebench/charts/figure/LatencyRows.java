package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Latency of each scenario: a bar for all its trials, its interval, and every trial as a point. */
final class LatencyRows implements RowMaker {
    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Made make(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios();
        ScenarioNames names = new ScenarioNames(drawn);
        Unit unit = Unit.ofNanoseconds(drawn.stream()
                .mapToDouble(each -> each.latency().median().spread().upper())
                .max()
                .orElseThrow());
        List<LegendEntry> legend = new ArrayList<>(Legend.bars(drawn));
        legend.add(Legend.points(drawn, "one trial: median of its samples"));
        legend.addAll(Legend.spreads(drawn.stream().flatMap(each -> spread(each).stream()), "rounds"));
        return new Made.Rows(
                "Latency of one inference",
                names.subtitle(),
                "Latency, " + unit.symbol() + " (less is faster)",
                drawn,
                drawn.stream().map(each -> row(names, each, unit)).toList(),
                legend,
                drawn.stream().map(LatencyRows::value).toList(),
                List.of(),
                List.of());
    }

    static DrawnValue value(ScenarioTrials trials) {
        return new DrawnValue(
                List.of(trials.scenario().id()),
                "geometric mean of the trials' medians",
                "ns",
                Optional.of(trials.latency().median().value()),
                spread(trials),
                trials.trials());
    }

    private static Optional<Spread> spread(ScenarioTrials trials) {
        return spread(trials.latency().median());
    }

    /** One trial has no spread: its range would be a point. */
    static Optional<Spread> spread(GeometricMean mean) {
        return mean.count() > 1 ? Optional.of(mean.spread()) : Optional.empty();
    }

    private static Row row(ScenarioNames names, ScenarioTrials trials, Unit unit) {
        LatencySummary latency = trials.latency();
        double value = unit.of(latency.median().value());
        Optional<Spread> spread = spread(trials).map(unit::of);
        return new Row(
                names.heading(trials),
                names.label(trials),
                names.detail(trials),
                new Bar(
                        trials.series(),
                        0,
                        value,
                        spread,
                        latency.trials().stream()
                                .map(each -> unit.of(each.medianNs()))
                                .toList()),
                Numbers.significant(value, 4) + ' ' + unit.symbol(),
                spread.map(each -> Numbers.spread(each, 4)).orElse(""));
    }
}
