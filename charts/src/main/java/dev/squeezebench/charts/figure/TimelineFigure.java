package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.LegendEntry;
import dev.squeezebench.charts.paint.MarkerShape;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Sheet;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Latency over time within the trials: one plot a scenario, all its trials over one another, warm-up shaded. */
public final class TimelineFigure implements Figure {
    /** Markers on the whole sheet: more cannot be told apart, and make SVG files of many megabytes. */
    private static final int MOST_MARKERS = 10_000;

    private static final int MOST_PLOTS = 24;

    /** More shades of a colour than that cannot be told apart. */
    private static final int MOST_TRIALS = 40;

    private static final int FEWEST_MARKERS = 8;

    private static final double PLOT = 226;

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public Result draw(Measurements measurements) {
        List<ScenarioTrials> all = measurements.scenarios();
        if (all.isEmpty()) {
            return new Result.NotDrawn(measurements.whyEmpty());
        }
        List<ScenarioTrials> drawn = all.subList(0, Math.min(MOST_PLOTS, all.size()));
        return new Result.Drawn(
                sheet(measurements, drawn),
                drawn.stream().map(TimelineFigure::value).toList(),
                List.of());
    }

    private static DrawnValue value(ScenarioTrials trials) {
        return new DrawnValue(
                List.of(trials.scenario().id()),
                "every invocation, relative to the geometric mean of the trials' medians",
                "ns",
                Optional.empty(),
                Optional.empty(),
                trials.trials());
    }

    private static Sheet sheet(Measurements measurements, List<ScenarioTrials> drawn) {
        ScenarioNames names = new ScenarioNames(drawn);
        int trials = drawn.stream()
                .mapToInt(each -> Math.min(MOST_TRIALS, each.trials().size()))
                .sum();
        int most = Math.max(FEWEST_MARKERS, MOST_MARKERS / (2 * trials));
        List<TimelinePlot> plots = drawn.stream()
                .map(each -> TimelinePlot.of(names, each, MOST_TRIALS, most))
                .toList();
        Captions captions = new Captions(measurements, drawn);
        List<String> caption = new ArrayList<>(captions.lines());
        if (plots.stream().anyMatch(TimelinePlot::thinned)) {
            caption.add("Thinned: of each stretch of invocations the fastest and the slowest are drawn, at most " + most
                    + " a trial and phase.");
        }
        if (drawn.stream().anyMatch(each -> each.trials().size() > MOST_TRIALS)) {
            caption.add("Drawn: at most " + MOST_TRIALS + " trials of a scenario, the fastest and the slowest of each"
                    + " stretch of trials.");
        }
        if (drawn.size() < measurements.scenarios().size()) {
            caption.add("Drawn: the first " + drawn.size() + " of "
                    + measurements.scenarios().size() + " scenarios.");
        }
        return new Sheet(
                "Latency over time within the trials",
                names.subtitle(),
                captions.badges(),
                legend(drawn),
                new SubPlots(
                        List.copyOf(plots),
                        "Time since measuring began, s (sum of the invocations)",
                        plots.size() == 1 ? 1 : plots.size() <= 12 ? 2 : 3,
                        PLOT),
                caption);
    }

    private static List<LegendEntry> legend(List<ScenarioTrials> drawn) {
        return List.of(
                new LegendEntry(
                        "first inference",
                        (pen, x, y) -> MarkerShape.DIAMOND.paint(
                                pen.graphics(),
                                x + 17,
                                y,
                                11,
                                pen.theme().foreground(),
                                pen.theme().background())),
                new LegendEntry("warm-up (in no statistic)", (pen, x, y) -> {
                    pen.graphics().setColor(pen.theme().grid());
                    pen.graphics().fill(new Rectangle2D.Double(x, y - 9, LegendEntry.SWATCH_WIDTH, 18));
                    MarkerShape.SQUARE.paint(
                            pen.graphics(), x + 17, y, 7, pen.theme().muted());
                }),
                new LegendEntry("measured: one shade a trial, light to dark in time", (pen, x, y) -> {
                    SeriesStyle style = drawn.get(0).series().style(pen.theme());
                    for (int i = 0; i < 4; i++) {
                        style.marker()
                                .paint(
                                        pen.graphics(),
                                        x + 3 + 9 * i,
                                        y,
                                        8,
                                        pen.theme().tint(style.color(), .4 + .2 * i));
                    }
                }),
                new LegendEntry("beyond the axis: slower, faster", (pen, x, y) -> {
                    MarkerShape.TRIANGLE.paint(
                            pen.graphics(), x + 10, y, 9, pen.theme().muted());
                    MarkerShape.WEDGE.paint(
                            pen.graphics(), x + 25, y, 9, pen.theme().muted());
                }));
    }
}
