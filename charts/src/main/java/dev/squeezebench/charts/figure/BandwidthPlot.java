package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.Roof;
import dev.squeezebench.charts.figure.RooflineFigure.Point;
import dev.squeezebench.charts.figure.ScenarioTrials.Series;
import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.LogScale;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.records.OperatorKind;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bytes a second of the kinds that compute no products, a line each.
 *
 * @param heading target
 * @param roof its ceilings
 * @param points at least one
 */
record BandwidthPlot(String heading, Roof roof, List<Point> points) implements SubPlot {
    private static final double NAMES = 128;
    private static final double BELOW = 54;

    BandwidthPlot {
        points = List.copyOf(points);
    }

    private static double rate(Point point) {
        return point.time().bytesPerSecond().orElseThrow() / RooflineFigure.GIGA;
    }

    private double memory() {
        return roof.memoryBytesPerSecond() / RooflineFigure.GIGA;
    }

    private List<OperatorKind> kinds() {
        return points.stream()
                .map(point -> point.time().kind())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        double[] values = DoubleStream.concat(
                        points.stream().mapToDouble(BandwidthPlot::rate),
                        DoubleStream.concat(
                                DoubleStream.of(memory()),
                                roof.activationBytesPerSecond().stream().map(rate -> rate / RooflineFigure.GIGA)))
                .sorted()
                .toArray();
        LogScale rates = new LogScale(values[0], values[values.length - 1]);
        Plot plot = new Plot(
                rates.axis(),
                Axis.rows(kinds().size()),
                List.of(),
                List.of(
                        (p, scale) -> rates.upright(p, scale, Numbers::plain),
                        (p, scale) -> paintCeilings(p, scale, rates),
                        (p, scale) -> paintKinds(p, scale, rates),
                        BandwidthPlot::paintTitle),
                1);
        plot.paint(
                pen,
                new Rectangle2D.Double(
                        area.getX() + NAMES - Plot.PADDING,
                        area.getY() + HEADING - Plot.PADDING,
                        area.getWidth() - NAMES + 2 * Plot.PADDING,
                        area.getHeight() - HEADING - BELOW + 2 * Plot.PADDING));
        SubPlot.heading(pen, area, heading, "", "kinds without matrix products", "");
    }

    private static void paintTitle(Pen pen, Scale scale) {
        pen.text(
                "bytes moved at least, GB/s (logarithmic)",
                scale.plot().getCenterX(),
                scale.plot().getMaxY() + 44,
                pen.typeface().regular(14.5),
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }

    private void paintCeilings(Pen pen, Scale scale, LogScale rates) {
        Rectangle2D plot = scale.plot();
        double x = scale.x(rates.at(memory()));
        pen.line(x, plot.getY(), x, plot.getMaxY(), 2.4, pen.theme().foreground());
        roof.activationBytesPerSecond().ifPresent(rate -> {
            double dashed = scale.x(rates.at(rate / RooflineFigure.GIGA));
            pen.dashed(
                    dashed,
                    plot.getY(),
                    dashed,
                    plot.getMaxY(),
                    2.4,
                    pen.theme().foreground(),
                    8,
                    5);
        });
    }

    private void paintKinds(Pen pen, Scale scale, LogScale rates) {
        List<OperatorKind> kinds = kinds();
        for (int i = 0; i < kinds.size(); i++) {
            double y = scale.row(i);
            pen.line(
                    scale.plot().getX(),
                    y,
                    scale.plot().getMaxX(),
                    y,
                    1.2,
                    pen.theme().grid());
            pen.text(
                    kinds.get(i).words(),
                    scale.plot().getX() - 10,
                    y + 5,
                    pen.typeface().regular(14.5),
                    pen.theme().foreground(),
                    Pen.Anchor.END);
        }
        List<Series> models = points.stream().map(Point::series).distinct().toList();
        for (Point point : points) {
            // Beside one another, so that none hides another.
            double shift = RooflinePlot.MARK * (models.indexOf(point.series()) - (models.size() - 1) / 2.0);
            SeriesStyle style = point.series().style(pen.theme());
            style.marker()
                    .paint(
                            pen.graphics(),
                            scale.x(rates.at(rate(point))),
                            scale.row(kinds.indexOf(point.time().kind())) + shift,
                            RooflinePlot.MARK,
                            style.color(),
                            pen.theme().background());
        }
    }
}
