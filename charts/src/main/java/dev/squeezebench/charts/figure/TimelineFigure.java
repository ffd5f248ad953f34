package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.Mark;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.Theme;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Latency over time within the trials: one panel a scenario, all trials over one another, warm-up shaded. */
public final class TimelineFigure implements Figure {
    /** Marks on the whole sheet: more cannot be told apart, and make SVG files of many megabytes. */
    private static final int MOST_MARKS = 12_000;

    private static final int FEWEST_MARKS = 24;

    private static final double PANEL = 226;

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<ScenarioTrials> drawn = measurements.scenarios();
        if (drawn.isEmpty()) {
            return new Result.NotDrawn(name(), measurements.whyEmpty());
        }
        return new Result.Drawn(
                name(),
                theme -> sheet(measurements, drawn, theme),
                drawn.stream().map(TimelineFigure::mark).toList(),
                List.of());
    }

    private static DrawnMark mark(ScenarioTrials trials) {
        return new DrawnMark(
                List.of(trials.scenario().id()),
                "every invocation",
                "ns",
                Optional.empty(),
                Optional.empty(),
                trials.trials());
    }

    private static Sheet sheet(Measurements measurements, List<ScenarioTrials> drawn, Theme theme) {
        Names names = new Names(drawn);
        int trials = drawn.stream().mapToInt(each -> each.trials().size()).sum();
        int most = Math.max(FEWEST_MARKS, MOST_MARKS / (2 * trials));
        List<Panel> panels = drawn.stream()
                .map(each -> panel(measurements, names, each, most, theme))
                .toList();
        List<String> caption = new ArrayList<>(Captions.lines(measurements, drawn));
        if (panels.stream().anyMatch(each -> each.courses().thinned())) {
            caption.add("Thinned: of each stretch of invocations the fastest and the slowest are drawn, at most " + most
                    + " a trial and phase.");
        }
        return new Sheet(
                "Latency over time within the trials",
                names.common(),
                Captions.badge(measurements, drawn),
                legend(theme),
                new PanelsBody(
                        List.copyOf(panels),
                        "Time since measuring began, s (sum of the invocations)",
                        columns(panels.size()),
                        PANEL),
                caption);
    }

    private static int columns(int panels) {
        return panels == 1 ? 1 : panels <= 12 ? 2 : 3;
    }

    private static Panel panel(Measurements measurements, Names names, ScenarioTrials trials, int most, Theme theme) {
        SeriesStyle style = SeriesStyle.of(measurements.index(trials.scenario()), theme);
        return new Panel(trials.scenario().workload(), names.variant(trials), Courses.of(trials, most), style);
    }

    private static List<LegendEntry> legend(Theme theme) {
        Color grid = theme.grid();
        return List.of(
                new LegendEntry(
                        "first inference",
                        (pen, x, y) -> Mark.TRIANGLE.paint(
                                pen.graphics(), x + 17, y, 13, theme.foreground(), theme.background())),
                new LegendEntry("warm-up (shaded, in no statistic)", (pen, x, y) -> {
                    pen.graphics().setColor(grid);
                    pen.graphics().fill(new Rectangle2D.Double(x, y - 9, LegendEntry.SWATCH_WIDTH, 18));
                    Mark.SQUARE.paint(pen.graphics(), x + 17, y, 7, theme.muted(), grid);
                }),
                new LegendEntry("measured invocation", (pen, x, y) -> {
                    Mark.CIRCLE.paint(pen.graphics(), x + 9, y, 8, theme.series(0), theme.background());
                    Mark.CIRCLE.paint(pen.graphics(), x + 25, y, 8, theme.series(1), theme.background());
                }));
    }
}
