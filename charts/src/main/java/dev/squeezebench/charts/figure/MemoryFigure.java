package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import java.util.ArrayList;
import java.util.List;

/** Resident memory of each scenario's process: before the model is opened, after it, and at its peak while measuring. */
public final class MemoryFigure implements Figure {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Result draw(Measurements measurements) {
        if (measurements.scenarios().isEmpty()) {
            return new Result.NotDrawn(name(), measurements.whyEmpty());
        }
        List<ResidentMemory> drawn = measurements.scenarios().stream()
                .map(ResidentMemory::of)
                .filter(each -> !each.points().isEmpty())
                .toList();
        if (drawn.isEmpty()) {
            return new Result.NotDrawn(name(), "the platform told no resident memory of the measured processes");
        }
        return new Result.Drawn(
                name(),
                theme -> sheet(measurements, drawn, theme),
                drawn.stream().flatMap(each -> marks(each).stream()).toList(),
                List.of());
    }

    private static List<DrawnMark> marks(ResidentMemory memory) {
        return memory.points().entrySet().stream()
                .map(point -> new DrawnMark(
                        List.of(memory.trials().scenario().id()),
                        "median of the trials' " + point.getKey().field(),
                        "bytes",
                        java.util.Optional.of(point.getValue()),
                        java.util.Optional.empty(),
                        memory.trials().trials()))
                .toList();
    }

    private static Sheet sheet(Measurements measurements, List<ResidentMemory> memories, Theme theme) {
        List<ScenarioTrials> drawn =
                memories.stream().map(ResidentMemory::trials).toList();
        Names names = new Names(drawn);
        double largest =
                memories.stream().mapToDouble(ResidentMemory::largest).max().orElseThrow();
        Unit unit = Unit.ofBytes(largest);
        List<Row> rows = memories.stream()
                .map(each -> row(measurements, names, each, unit, theme))
                .toList();
        List<LegendEntry> legend = new ArrayList<>(Keys.bars(measurements, drawn, theme));
        for (MemoryPoint point : MemoryPoint.values()) {
            legend.add(new LegendEntry(point.label(), (pen, x, y) -> point.mark()
                    .paint(pen.graphics(), x + 17, y, 13, theme.foreground(), theme.background())));
        }
        return new Sheet(
                "Resident memory of the measured process",
                names.common(),
                Captions.badge(measurements, drawn),
                legend,
                new RowsBody(
                        rows,
                        Axis.fromZero(unit.of(largest)),
                        "Resident set, " + unit.symbol() + " (median of the trials)",
                        List.of()),
                Captions.lines(measurements, drawn));
    }

    private static Row row(Measurements measurements, Names names, ResidentMemory memory, Unit unit, Theme theme) {
        SeriesStyle style = SeriesStyle.of(measurements.index(memory.trials().scenario()), theme);
        return new Row(
                memory.trials().scenario().workload(),
                names.variant(memory.trials()),
                memory.trials().place(),
                new MemoryMarks(style, memory, unit),
                Numbers.significant(unit.of(memory.largest()), 3) + ' ' + unit.symbol(),
                "");
    }
}
