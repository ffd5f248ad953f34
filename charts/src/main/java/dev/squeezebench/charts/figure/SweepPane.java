package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.AcceleratorCrossover;
import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.LogScale;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Curves over a size, both axes logarithmic: doubling the work is one step to the right, doubling time or throughput the
 * same step up everywhere.
 *
 * @param heading what it is about
 * @param quantity what goes up, with its unit
 * @param curves at least one
 * @param crossovers where an accelerator gets ahead
 */
record SweepPane(String heading, String quantity, List<PlottedCurve> curves, List<AcceleratorCrossover> crossovers)
        implements Pane {
    private static final double TICKS_LEFT = 62;
    private static final double TICKS_BELOW = 30;
    private static final int MARK = 9;

    SweepPane {
        curves = List.copyOf(curves);
        crossovers = List.copyOf(crossovers);
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        SortedSet<Integer> sizes = new TreeSet<>();
        curves.forEach(curve -> curve.points().forEach(point -> sizes.add(point.size())));
        LogScale x = new LogScale(sizes.first(), sizes.last());
        LogScale y = new LogScale(
                values().stream().mapToDouble(PlottedCurve.Point::lower).min().orElseThrow(),
                values().stream().mapToDouble(PlottedCurve.Point::upper).max().orElseThrow());
        Plot plot = new Plot(
                x.axis(),
                y.axis(),
                List.of(),
                List.of(
                        (p, scale) -> x.upright(p, scale, sizes),
                        (p, scale) -> y.level(p, scale, tick -> Numbers.significant(tick, 1)),
                        (p, scale) -> paintCrossovers(p, scale, x),
                        (p, scale) -> curves.forEach(curve -> paintCurve(p, scale, x, y, curve))),
                1);
        plot.paint(
                pen,
                new Rectangle2D.Double(
                        area.getX() + TICKS_LEFT - Plot.PADDING,
                        area.getY() + Heading.HEIGHT - Plot.PADDING,
                        area.getWidth() - TICKS_LEFT + 2 * Plot.PADDING,
                        area.getHeight() - Heading.HEIGHT - TICKS_BELOW + 2 * Plot.PADDING));
        new Heading(heading, quantity).paint(pen, area, area.getWidth());
    }

    private List<PlottedCurve.Point> values() {
        return curves.stream()
                .map(PlottedCurve::points)
                .flatMap(Collection::stream)
                .toList();
    }

    private static void paintCurve(Pen pen, Scale scale, LogScale x, LogScale y, PlottedCurve curve) {
        List<PlottedCurve.Point> points = curve.points();
        for (int i = 1; i < points.size(); i++) {
            pen.line(
                    scale.x(x.at(points.get(i - 1).size())),
                    scale.y(y.at(points.get(i - 1).value())),
                    scale.x(x.at(points.get(i).size())),
                    scale.y(y.at(points.get(i).value())),
                    2.2,
                    curve.style().color());
        }
        for (PlottedCurve.Point point : points) {
            double at = scale.x(x.at(point.size()));
            Whisker.paintUpright(
                    pen, at, scale.y(y.at(point.upper())), scale.y(y.at(point.lower())), 3.2, point.spread());
            curve.style()
                    .mark()
                    .paint(
                            pen.graphics(),
                            at,
                            scale.y(y.at(point.value())),
                            MARK,
                            curve.style().color(),
                            pen.theme().background());
        }
    }

    /** A shaded band for the interval, a dashed line for the estimate, and its name, each on a line of its own. */
    private void paintCrossovers(Pen pen, Scale scale, LogScale x) {
        Font font = pen.typeface().regular(14);
        List<String> names = new ArrayList<>();
        for (AcceleratorCrossover crossover : crossovers) {
            if (crossover.crossover() instanceof Crossover.At at) {
                Rectangle2D plot = scale.plot();
                double lower = scale.x(x.at(at.size().spread().lower()));
                double upper = scale.x(x.at(at.size().spread().upper()));
                Color grid = pen.theme().grid();
                pen.graphics().setColor(new Color(grid.getRed(), grid.getGreen(), grid.getBlue(), 150));
                pen.graphics().fill(new Rectangle2D.Double(lower, plot.getY(), upper - lower, plot.getHeight()));
                double line = scale.x(x.at(at.size().value()));
                pen.dashed(
                        line,
                        plot.getY(),
                        line,
                        plot.getMaxY(),
                        1.8,
                        pen.theme().foreground(),
                        7,
                        4);
                String name = Labels.fit(
                        crossover.candidate().scenario().acceleration() + " faster from "
                                + Numbers.significant(at.size().value(), 2),
                        font,
                        plot.getWidth() / 2);
                boolean right = line > plot.getCenterX();
                pen.text(
                        name,
                        right ? line - 7 : line + 7,
                        plot.getY() + 14 + 17 * names.size(),
                        font,
                        pen.theme().foreground(),
                        right ? Pen.Anchor.END : Pen.Anchor.START);
                names.add(name);
            }
        }
    }
}
