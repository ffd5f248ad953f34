package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.paint.Hatching;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Spread;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How long a fresh process takes to its first answer: opening the model, then the first inference. */
final class StartRows implements RowMaker {
    @Override
    public String name() {
        return "start";
    }

    /**
     * A scenario's start, in nanoseconds.
     *
     * @param trials of the scenario, those alone that have both times
     * @param load opening the model
     * @param first the first inference
     * @param total both
     */
    private record Start(
            ScenarioTrials trials, GeometricMean load, GeometricMean first, GeometricMean total, List<Double> totals) {
        static Optional<Start> of(ScenarioTrials trials) {
            List<Samples> samples = trials.records()
                    .map(dev.squeezebench.records.Trial::samples)
                    .filter(each -> each.loadNs().orElse(0) > 0
                            && each.firstInferenceNs().orElse(0) > 0)
                    .toList();
            return samples.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Start(
                            trials,
                            mean(samples, Start::loadNs),
                            mean(samples, Start::firstNs),
                            mean(samples, Start::totalNs),
                            samples.stream().map(Start::totalNs).toList()));
        }

        private static double loadNs(Samples samples) {
            return samples.loadNs().orElseThrow();
        }

        private static double firstNs(Samples samples) {
            return samples.firstInferenceNs().orElseThrow();
        }

        private static double totalNs(Samples samples) {
            return loadNs(samples) + firstNs(samples);
        }

        private static GeometricMean mean(List<Samples> samples, ToDoubleFunction<Samples> value) {
            return GeometricMean.of(samples.stream().mapToDouble(value).toArray());
        }

        List<DrawnValue> values() {
            return List.of(value("load_ns", load), value("load_ns + first_inference_ns", total));
        }

        private DrawnValue value(String fields, GeometricMean mean) {
            return new DrawnValue(
                    List.of(trials.scenario().id()),
                    "geometric mean of the trials' " + fields,
                    "ns",
                    Optional.of(mean.value()),
                    LatencyRows.spread(mean),
                    trials.trials());
        }
    }

    @Override
    public Made make(Measurements measurements) {
        List<Start> starts = measurements.scenarios().stream()
                .flatMap(each -> Start.of(each).stream())
                .toList();
        if (starts.isEmpty()) {
            return new Made.Nothing("no trial has both the time of the load and that of the first inference");
        }
        List<ScenarioTrials> drawn = starts.stream().map(Start::trials).toList();
        ScenarioNames names = new ScenarioNames(drawn);
        Unit unit = Unit.ofNanoseconds(starts.stream()
                .mapToDouble(each -> each.total().spread().upper())
                .max()
                .orElseThrow());
        List<LegendEntry> legend = new ArrayList<>(Legend.bars(drawn));
        legend.add(new LegendEntry(
                "opening the model",
                (pen, x, y) -> Hatching.PLAIN.paint(
                        pen.graphics(),
                        new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16),
                        pen.theme().background(),
                        pen.theme().muted())));
        legend.add(Legend.points(drawn, "one trial"));
        legend.addAll(
                Legend.spreads(starts.stream().flatMap(each -> LatencyRows.spread(each.total()).stream()), "rounds"));
        return new Made.Rows(
                "Start of a fresh process: load and first inference",
                names.subtitle(),
                "Time to the first result, " + unit.symbol() + " (without the start of Java)",
                drawn,
                starts.stream().map(each -> row(names, each, unit)).toList(),
                legend,
                starts.stream().flatMap(each -> each.values().stream()).toList(),
                List.of(),
                List.of());
    }

    private static Row row(ScenarioNames names, Start start, Unit unit) {
        ScenarioTrials trials = start.trials();
        Optional<Spread> spread = LatencyRows.spread(start.total()).map(unit::of);
        return new Row(
                names.heading(trials),
                names.label(trials),
                names.detail(trials),
                new Bar(
                        trials.series(),
                        unit.of(start.load().value()),
                        unit.of(start.total().value()),
                        spread,
                        start.totals().stream().map(unit::of).toList()),
                Numbers.significant(unit.of(start.total().value()), 3) + ' ' + unit.symbol(),
                "first " + Numbers.significant(unit.of(start.first().value()), 3) + ' ' + unit.symbol());
    }
}
