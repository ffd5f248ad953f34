package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.LogScale;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.Spread;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Curves over a size, both axes logarithmic: doubling the work is one step to the right, doubling time or throughput the
 * same step up everywhere.
 *
 * @param quantity what goes up, with its unit
 * @param heading which scenarios
 * @param x sizes
 * @param y values
 * @param curves at least one
 * @param crossings where an accelerator gets ahead
 */
record SweepPlot(
        String quantity, String heading, SortedSet<Integer> x, LogScale y, List<Curve> curves, List<Crossing> crossings)
        implements SubPlot {
    private static final double TICKS_LEFT = 58;
    private static final double TICKS_BELOW = 30;
    private static final int MARK = 9;

    SweepPlot {
        x = new TreeSet<>(x);
        curves = List.copyOf(curves);
        crossings = List.copyOf(crossings);
    }

    /**
     * One workload on one target: colour and marker are the workload's, as in every chart, dashes the target's.
     *
     * @param series of the workload
     * @param target number of the target
     * @param points from left to right
     */
    record Curve(Series series, int target, List<Point> points) {
        Curve {
            points = List.copyOf(points);
        }

        void paint(Pen pen, Scale scale, LogScale x, LogScale y) {
            SeriesStyle style = series.style(pen.theme());
            for (int i = 1; i < points.size(); i++) {
                paintLine(
                        pen,
                        target,
                        scale.x(x.at(points.get(i - 1).size())),
                        scale.y(y.at(points.get(i - 1).value())),
                        scale.x(x.at(points.get(i).size())),
                        scale.y(y.at(points.get(i).value())),
                        style.color());
            }
            for (Point point : points) {
                double at = scale.x(x.at(point.size()));
                Whisker.paintUpright(
                        pen,
                        at,
                        scale.y(y.at(point.spread().upper())),
                        scale.y(y.at(point.spread().lower())),
                        4.5,
                        point.spread());
                style.marker()
                        .paint(
                                pen.graphics(),
                                at,
                                scale.y(y.at(point.value())),
                                MARK,
                                style.color(),
                                pen.theme().background());
            }
        }
    }

    /**
     * One value.
     *
     * @param size where on the horizontal axis
     * @param value in the unit of the vertical axis
     * @param spread in the unit of the vertical axis
     */
    record Point(int size, double value, Spread spread) {
        static Point of(int size, GeometricMean mean, Unit unit) {
            return new Point(size, unit.of(mean.value()), unit.of(mean.spread()));
        }

        Stream<Double> ends() {
            return Stream.of(value, spread.lower(), spread.upper());
        }
    }

    /**
     * The size from which on an accelerator is faster than the processor.
     *
     * @param name of the accelerator
     * @param series of the workload
     * @param size with its spread
     */
    record Crossing(String name, Series series, GeometricMean size) {}

    /** A line in the dashes of the target of that number. */
    static void paintLine(Pen pen, int target, double x1, double y1, double x2, double y2, Color color) {
        switch (target % 4) {
            case 0 -> pen.line(x1, y1, x2, y2, 2.2, color);
            case 1 -> pen.dashed(x1, y1, x2, y2, 2.2, color, 8, 5);
            case 2 -> pen.dashed(x1, y1, x2, y2, 2.6, color, 2.5f, 4);
            default -> pen.dashed(x1, y1, x2, y2, 2.2, color, 12, 4, 2.5f, 4);
        }
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        LogScale sizes = new LogScale(x.first(), x.last());
        double above = heading.isEmpty() ? HEADING - 20 : HEADING;
        Plot plot = new Plot(
                sizes.axis(),
                y.axis(),
                List.of(),
                List.of(
                        (p, scale) -> sizes.upright(p, scale, x),
                        (p, scale) -> y.level(p, scale, Numbers::plain),
                        (p, scale) -> paintOne(p, scale),
                        (p, scale) -> paintCrossings(p, scale, sizes),
                        (p, scale) -> curves.forEach(curve -> curve.paint(p, scale, sizes, y)),
                        (p, scale) -> paintCrossingNames(p, scale, sizes)),
                1);
        plot.paint(
                pen,
                new Rectangle2D.Double(
                        area.getX() + TICKS_LEFT - Plot.PADDING,
                        area.getY() + above - Plot.PADDING,
                        area.getWidth() - TICKS_LEFT + 2 * Plot.PADDING,
                        area.getHeight() - above - TICKS_BELOW + 2 * Plot.PADDING));
        SubPlot.heading(pen, area, quantity, "", heading, "");
    }

    /** Where a ratio is 1: equally fast. */
    private void paintOne(Pen pen, Scale scale) {
        if (isRatio()) {
            double one = scale.y(y.at(1));
            pen.line(
                    scale.plot().getX(),
                    one,
                    scale.plot().getMaxX(),
                    one,
                    1.6,
                    pen.theme().muted());
        }
    }

    private boolean isRatio() {
        return quantity.startsWith(SweepFigure.SPEED_UP);
    }

    /** A shaded band for the interval, a dashed line for the estimate. */
    private void paintCrossings(Pen pen, Scale scale, LogScale sizes) {
        Color grid = pen.theme().grid();
        Rectangle2D plot = scale.plot();
        for (Crossing each : crossings) {
            double lower =
                    Math.max(plot.getX(), scale.x(sizes.at(each.size().spread().lower())));
            double upper = Math.min(
                    plot.getMaxX(), scale.x(sizes.at(each.size().spread().upper())));
            pen.graphics().setColor(new Color(grid.getRed(), grid.getGreen(), grid.getBlue(), 150));
            pen.graphics().fill(new Rectangle2D.Double(lower, plot.getY(), upper - lower, plot.getHeight()));
            double line = scale.x(sizes.at(each.size().value()));
            Color color = each.series().style(pen.theme()).color();
            pen.dashed(line, plot.getY(), line, plot.getMaxY(), 1.8, color, 7, 4);
        }
    }

    /** Each on a line of its own. */
    private void paintCrossingNames(Pen pen, Scale scale, LogScale sizes) {
        Font font = pen.typeface().regular(14);
        Rectangle2D plot = scale.plot();
        for (int i = 0; i < crossings.size(); i++) {
            Crossing each = crossings.get(i);
            double line = scale.x(sizes.at(each.size().value()));
            boolean right = line > plot.getCenterX();
            pen.label(
                    Labels.fit(
                            each.name() + " faster from "
                                    + Numbers.significant(each.size().value(), 2),
                            font,
                            right ? line - plot.getX() - 8 : plot.getMaxX() - line - 8),
                    right ? line - 6 : line + 6,
                    plot.getY() + 14 + 18 * i,
                    font,
                    each.series().style(pen.theme()).color(),
                    right ? Pen.Anchor.END : Pen.Anchor.START);
        }
    }
}
