package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.paint.LegendEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How long a fresh process takes to its first answer: opening the model, then the first inference. */
final class StartRows implements RowMaker {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public Made make(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios().stream()
                .filter(each -> each.latency().start().isPresent())
                .toList();
        if (drawn.isEmpty()) {
            return new Made.Nothing("no trial has both the time of the load and that of the first inference");
        }
        ScenarioNames names = new ScenarioNames(drawn);
        Unit unit = Unit.ofDurations(drawn.stream().map(StartRows::start));
        List<LegendEntry> legend =
                new ArrayList<>(Legend.rows(drawn, "one trial", drawn.stream().map(StartRows::start)));
        legend.add(Legend.base("opening the model"));
        return Made.Rows.of(
                "Start of a fresh process: load and first inference",
                names.subtitle(),
                "Time to the first result, " + unit.symbol() + " (without the start of Java)",
                drawn,
                drawn.stream().map(each -> row(names, each, unit)).toList(),
                legend,
                drawn.stream()
                        .flatMap(each -> Stream.of(
                                value(each, "load_ns", load(each)),
                                value(each, "load_ns + first_inference_ns", start(each))))
                        .toList());
    }

    private static GeometricMean load(ScenarioTrials trials) {
        return trials.latency().load().orElseThrow();
    }

    private static GeometricMean start(ScenarioTrials trials) {
        return trials.latency().start().orElseThrow();
    }

    private static DrawnValue value(ScenarioTrials trials, String fields, GeometricMean mean) {
        return DrawnValue.of(trials, "geometric mean of the trials' " + fields, "ns", mean);
    }

    private static Row row(ScenarioNames names, ScenarioTrials trials, Unit unit) {
        GeometricMean start = start(trials);
        GeometricMean first = trials.latency().firstInference().orElseThrow();
        return Row.of(
                names,
                trials,
                Bar.of(
                        trials.series(),
                        unit,
                        load(trials).value(),
                        start,
                        trials.records()
                                .map(LatencySummary::startNs)
                                .filter(OptionalLong::isPresent)
                                .mapToDouble(OptionalLong::getAsLong)),
                unit.text(start.value(), 3),
                "first " + unit.text(first.value(), 3));
    }
}
