package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.analysis.statistics.GeometricMean;
import java.util.List;

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
        Unit unit = Unit.ofDurations(drawn.stream().map(each -> each.latency().median()));
        return Made.Rows.of(
                "Latency of one inference",
                names.subtitle(),
                "Latency, " + unit.symbol() + " (less is faster)",
                drawn,
                drawn.stream().map(each -> row(names, each, unit)).toList(),
                Legend.rows(
                        drawn,
                        "one trial: median of its samples",
                        drawn.stream().map(each -> each.latency().median())),
                drawn.stream().map(LatencyRows::value).toList());
    }

    static DrawnValue value(ScenarioTrials trials) {
        return DrawnValue.of(
                trials,
                "geometric mean of the trials' medians",
                "ns",
                trials.latency().median());
    }

    private static Row row(ScenarioNames names, ScenarioTrials trials, Unit unit) {
        GeometricMean latency = trials.latency().median();
        Unit own = unit.readable(latency.value());
        return Row.of(
                names,
                trials,
                Bar.of(
                        trials.series(),
                        unit,
                        0,
                        latency,
                        trials.latency().trials().stream().mapToDouble(TrialMedian::medianNs)),
                own.text(latency.value(), 4),
                Numbers.spread(latency, own, 4));
    }
}
