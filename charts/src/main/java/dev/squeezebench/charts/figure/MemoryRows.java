package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.charts.paint.Hatching;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.records.Memory;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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

    /** A kind of reading that is drawn, and the field of a result file that it is from. */
    private enum Point {
        BEFORE_LOAD("rss_before_load_bytes", Memory::rssBeforeLoadBytes),
        PEAK("rss_peak_bytes", Memory::rssPeakBytes),
        DEVICE("device_bytes", Memory::deviceBytes);

        private final String field;

        @SuppressWarnings("ImmutableEnumChecker") // method references
        private final Function<Memory, OptionalLong> reading;

        Point(String field, Function<Memory, OptionalLong> reading) {
            this.field = field;
            this.reading = reading;
        }

        /** Median over the trials, with them; absent where no trial could read it. */
        Optional<DrawnValue> of(ScenarioTrials trials) {
            double[] values = trials.records()
                    .map(trial -> reading.apply(trial.memory()))
                    .filter(OptionalLong::isPresent)
                    .mapToDouble(OptionalLong::getAsLong)
                    .toArray();
            return values.length == 0
                    ? Optional.empty()
                    : Optional.of(new DrawnValue(
                            List.of(trials.scenario().id()),
                            "median of the trials' " + field,
                            "bytes",
                            Optional.of(Quantiles.median(values)),
                            Optional.empty(),
                            trials.trials()));
        }

        OptionalDouble bytes(ScenarioTrials trials) {
            return of(trials).flatMap(DrawnValue::value).stream()
                    .mapToDouble(Double::doubleValue)
                    .findFirst();
        }
    }

    @Override
    public Made make(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios().stream()
                .filter(each ->
                        Point.PEAK.of(each).isPresent() || Point.DEVICE.of(each).isPresent())
                .toList();
        if (drawn.isEmpty()) {
            return new Made.Nothing("the platform reported no memory of the measured processes");
        }
        List<DrawnValue> values = new ArrayList<>();
        for (ScenarioTrials each : drawn) {
            for (Point point : Point.values()) {
                point.of(each).ifPresent(values::add);
            }
        }
        Unit unit = Unit.ofBytes(values.stream()
                .mapToDouble(each -> each.value().orElse(0.0))
                .max()
                .orElseThrow());
        ScenarioNames names = new ScenarioNames(drawn);
        List<Row> rows = new ArrayList<>();
        for (ScenarioTrials each : drawn) {
            OptionalDouble device = Point.DEVICE.bytes(each);
            OptionalDouble peak = Point.PEAK.bytes(each);
            if (peak.isPresent()) {
                double before = Math.min(Point.BEFORE_LOAD.bytes(each).orElse(0), peak.getAsDouble());
                String growth = before > 0
                        ? '+' + Numbers.significant(unit.of(peak.getAsDouble() - before), 3) + ' ' + unit.symbol()
                        : "";
                rows.add(row(names, each, names.label(each), before, peak.getAsDouble(), growth, unit));
            }
            if (device.isPresent()) {
                String label = peak.isPresent() ? "on the device" : names.label(each) + ", on the device";
                rows.add(row(names, each, label, 0, device.getAsDouble(), "", unit));
            }
        }
        return new Made.Rows(
                "Memory of the measured process at its peak",
                names.subtitle(),
                "Memory, " + unit.symbol() + " (median of the trials)",
                drawn,
                rows,
                legend(drawn),
                values,
                List.of(),
                List.of());
    }

    private static List<LegendEntry> legend(List<ScenarioTrials> drawn) {
        List<LegendEntry> legend = new ArrayList<>(Legend.bars(drawn));
        if (drawn.stream().anyMatch(each -> Point.BEFORE_LOAD.bytes(each).isPresent())) {
            legend.add(new LegendEntry(
                    "before the model was opened (+: grown since)",
                    (pen, x, y) -> Hatching.PLAIN.paint(
                            pen.graphics(),
                            new Rectangle2D.Double(x, y - 8, LegendEntry.SWATCH_WIDTH, 16),
                            pen.theme().background(),
                            pen.theme().muted())));
        }
        return legend;
    }

    private static Row row(
            ScenarioNames names,
            ScenarioTrials trials,
            String label,
            double before,
            double bytes,
            String detail,
            Unit unit) {
        return new Row(
                names.heading(trials),
                label,
                names.detail(trials),
                new Bar(trials.series(), unit.of(before), unit.of(bytes), Optional.empty(), List.of()),
                Numbers.significant(unit.of(bytes), 3) + ' ' + unit.symbol(),
                detail);
    }
}
