package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Sustained;
import dev.squeezebench.charts.figure.SustainedFigure.Drawn;
import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Spread;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines over the minutes of a round.
 *
 * @param heading what goes up, with its unit
 * @param detail more of it
 * @param lines one a scenario
 * @param highest value that is shown whole
 */
record SustainedPlot(String heading, String detail, List<Line> lines, double highest) implements SubPlot {
    private static final int MARK = 9;

    /** Whiskers may end beyond the axis: one slow half-cycle would flatten all lines. */
    private static final double ABOVE_MEDIANS = 1.25;

    SustainedPlot {
        lines = List.copyOf(lines);
    }

    /**
     * A scenario.
     *
     * @param drawn whose colour and marker it has
     * @param dashes number of its dashes: several targets of one workload share a colour
     * @param points in order
     */
    record Line(Drawn drawn, int dashes, List<Point> points) {}

    /** A minute's value, with its range where it is a ratio. */
    record Point(int minute, double value, Optional<Spread> range) {}

    static SustainedPlot latency(List<Drawn> drawn) {
        double highest = drawn.stream()
                .flatMap(each -> each.round().minutes().stream())
                .mapToDouble(Sustained.Minute::medianNs)
                .max()
                .orElseThrow();
        Unit unit = Unit.ofNanoseconds(highest);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            lines.add(new Line(
                    drawn.get(i),
                    dashes(drawn, i),
                    drawn.get(i).round().minutes().stream()
                            .map(minute -> new Point(minute.number(), unit.of(minute.medianNs()), Optional.empty()))
                            .toList()));
        }
        return new SustainedPlot("latency, " + unit.symbol(), "median of each minute", lines, unit.of(highest));
    }

    static SustainedPlot speedUp(List<Drawn> drawn, String baseline) {
        double highest = drawn.stream()
                .flatMap(each -> each.round().ratios().stream())
                .mapToDouble(Sustained.Ratio::median)
                .max()
                .orElse(1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            List<Point> points = drawn.get(i).round().ratios().stream()
                    .map(ratio -> new Point(
                            ratio.number(),
                            ratio.median(),
                            Optional.of(new Spread.Range(ratio.lower(), ratio.upper()))))
                    .toList();
            if (!points.isEmpty()) {
                lines.add(new Line(drawn.get(i), dashes(drawn, i), points));
            }
        }
        return new SustainedPlot(
                "speed-up",
                "over " + baseline + ": median and range of each minute's half-cycles",
                lines,
                ABOVE_MEDIANS * Math.max(1, highest));
    }

    /** How many earlier ones have its colour and marker. */
    static int dashes(List<Drawn> drawn, int index) {
        return (int) drawn.subList(0, index).stream()
                .filter(each ->
                        each.trials().series().equals(drawn.get(index).trials().series()))
                .count();
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        int last = lines.stream()
                .mapToInt(line -> line.drawn().round().last().number())
                .max()
                .orElse(1);
        Plot plot = new Plot(
                Axis.counted(last, .5),
                Axis.fromZero(highest),
                List.of(),
                List.of(this::paintOnsets, this::paintLines),
                MARK);
        plot.paint(pen, SubPlot.body(area));
        SubPlot.heading(pen, area, heading, "", detail, "");
    }

    private void paintOnsets(Pen pen, Scale scale) {
        Rectangle2D plot = scale.plot();
        for (Line line : lines) {
            line.drawn().round().throttledFrom().ifPresent(minute -> {
                double x = scale.x(minute - .5);
                pen.dashed(
                        x,
                        plot.getY(),
                        x,
                        plot.getMaxY(),
                        2,
                        line.drawn().trials().series().style(pen.theme()).color(),
                        5,
                        4);
            });
        }
    }

    private void paintLines(Pen pen, Scale scale) {
        Rectangle2D plot = scale.plot();
        for (Line line : lines) {
            SeriesStyle style = line.drawn().trials().series().style(pen.theme());
            for (int i = 0; i < line.points().size(); i++) {
                Point point = line.points().get(i);
                double x = scale.x(point.minute());
                if (i > 0) {
                    Point before = line.points().get(i - 1);
                    SweepPlot.paintLine(
                            pen,
                            line.dashes(),
                            scale.x(before.minute()),
                            scale.y(before.value()),
                            x,
                            scale.y(point.value()),
                            style.color());
                }
            }
            for (Point point : line.points()) {
                double x = scale.x(point.minute());
                point.range()
                        .ifPresent(range -> Whisker.paintUpright(
                                pen,
                                x,
                                Math.max(plot.getY(), scale.y(range.upper())),
                                Math.min(plot.getMaxY(), scale.y(range.lower())),
                                4.5,
                                range));
                style.marker()
                        .paint(
                                pen.graphics(),
                                x,
                                scale.y(point.value()),
                                MARK,
                                style.color(),
                                pen.theme().background());
            }
        }
    }
}
