package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.ScenarioSummary;
import dev.squeezebench.charts.paint.LegendEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Memory of each scenario's process at its peak while measuring, apart from what Java and the runtime had before the model
 * was opened; and what it used on an accelerator, in a row of its own.
 */
final class MemoryRows implements RowMaker {
    @Override
    public String name() {
        return "memory";
    }

    /** A figure that is drawn, and the field of a result file that it is the median of. */
    private enum Figure {
        BEFORE_LOAD("rss_before_load_bytes", ScenarioSummary::rssBeforeLoadBytes),
        PEAK("rss_peak_bytes", ScenarioSummary::peakRssBytes),
        DEVICE("device_bytes", ScenarioSummary::peakDeviceBytes);

        private final String field;

        @SuppressWarnings("ImmutableEnumChecker") // method references
        private final Function<ScenarioSummary, OptionalDouble> median;

        Figure(String field, Function<ScenarioSummary, OptionalDouble> median) {
            this.field = field;
            this.median = median;
        }

        OptionalDouble bytes(ScenarioTrials trials) {
            return median.apply(trials.row().summary());
        }

        void addTo(List<DrawnValue> values, ScenarioTrials trials) {
            bytes(trials)
                    .ifPresent(bytes -> values.add(new DrawnValue(
                            List.of(trials.scenario().id()),
                            "median of the trials' " + field,
                            "bytes",
                            Optional.of(bytes),
                            Optional.empty(),
                            trials.trials())));
        }
    }

    @Override
    public Made make(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios().stream()
                .filter(each -> Figure.PEAK.bytes(each).isPresent()
                        || Figure.DEVICE.bytes(each).isPresent())
                .toList();
        if (drawn.isEmpty()) {
            return new Made.Nothing("the platform reported no memory of the measured processes");
        }
        List<DrawnValue> values = new ArrayList<>();
        for (ScenarioTrials each : drawn) {
            for (Figure figure : Figure.values()) {
                figure.addTo(values, each);
            }
        }
        Unit unit = Unit.ofBytes(values.stream()
                .mapToDouble(each -> each.value().orElse(0.0))
                .max()
                .orElseThrow());
        ScenarioNames names = new ScenarioNames(drawn);
        List<Row> rows = new ArrayList<>();
        for (ScenarioTrials each : drawn) {
            OptionalDouble peak = Figure.PEAK.bytes(each);
            OptionalDouble device = Figure.DEVICE.bytes(each);
            if (peak.isPresent()) {
                double before = Math.min(Figure.BEFORE_LOAD.bytes(each).orElse(0), peak.getAsDouble());
                String growth = before > 0 ? '+' + unit.text(peak.getAsDouble() - before, 3) : "";
                rows.add(row(names, each, before, peak.getAsDouble(), growth, unit));
            }
            if (device.isPresent()) {
                rows.add(row(names, each, 0, device.getAsDouble(), "", unit)
                        .labelled(peak.isPresent() ? "on the device" : names.label(each) + ", on the device"));
            }
        }
        List<LegendEntry> legend = new ArrayList<>(Legend.bars(drawn));
        if (drawn.stream().anyMatch(each -> Figure.BEFORE_LOAD.bytes(each).isPresent())) {
            legend.add(Legend.base("before the model was opened (+: grown since)"));
        }
        return Made.Rows.of(
                "Memory of the measured process at its peak",
                names.subtitle(),
                "Memory, " + unit.symbol() + " (median of the trials)",
                drawn,
                rows,
                legend,
                values);
    }

    private static Row row(
            ScenarioNames names, ScenarioTrials trials, double before, double bytes, String detail, Unit unit) {
        return Row.of(
                names,
                trials,
                new Bar(trials.series(), unit.of(before), unit.of(bytes), Optional.empty(), List.of()),
                unit.text(bytes, 3),
                detail);
    }
}
