package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.profile.Roof;
import dev.squeezebench.charts.figure.RooflineFigure.Point;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.LogScale;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Operations a second over operations a byte, both logarithmic, below the roof of what was reached at best.
 *
 * @param heading target
 * @param roof its ceilings
 * @param points kinds that compute products, at least one
 */
record RooflinePlot(String heading, Roof roof, List<Point> points) implements SubPlot {
    static final int MARK = 11;

    private static final double TICKS_LEFT = 58;
    private static final double BELOW = 54;
    private static final double LINE = 17;

    /** Places that are tried for a label that would lie on another. */
    private static final int TRIES = 8;

    RooflinePlot {
        points = List.copyOf(points);
    }

    private static double intensity(Point point) {
        return (double) point.time().flop().orElseThrow() / point.time().bytes().orElseThrow();
    }

    private static double rate(Point point) {
        return point.time().flopPerSecond().orElseThrow() / RooflineFigure.GIGA;
    }

    private double peak() {
        return roof.flopPerSecond() / RooflineFigure.GIGA;
    }

    private double memory() {
        return roof.memoryBytesPerSecond() / RooflineFigure.GIGA;
    }

    private LogScale x() {
        double[] values = DoubleStream.concat(
                        points.stream().mapToDouble(RooflinePlot::intensity),
                        DoubleStream.of(roof.ridge() / 4, roof.ridge() * 4))
                .sorted()
                .toArray();
        return new LogScale(values[0], values[values.length - 1]);
    }

    private LogScale y() {
        double[] values = DoubleStream.concat(
                        points.stream().mapToDouble(RooflinePlot::rate),
                        DoubleStream.of(memory() * x().lowest(), peak() * 1.3))
                .sorted()
                .toArray();
        return new LogScale(Math.max(values[0], values[values.length - 1] / 1e7), values[values.length - 1]);
    }

    private String detail() {
        return Numbers.significant(peak(), 3) + " GFLOP/s, memory " + Numbers.significant(memory(), 3) + " GB/s"
                + (roof.activationBytesPerSecond().isPresent()
                        ? ", activations "
                                + Numbers.significant(
                                        roof.activationBytesPerSecond().getAsDouble() / RooflineFigure.GIGA, 3)
                                + " GB/s"
                        : "");
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        LogScale intensities = x();
        LogScale rates = y();
        Plot plot = new Plot(
                intensities.axis(),
                rates.axis(),
                List.of(),
                List.of(
                        (p, scale) -> intensities.upright(p, scale, Numbers::plain),
                        (p, scale) -> rates.level(p, scale, Numbers::plain),
                        (p, scale) -> paintRoof(p, scale, intensities, rates),
                        (p, scale) -> paintPoints(p, scale, intensities, rates),
                        RooflinePlot::paintTitle),
                1);
        plot.paint(
                pen,
                new Rectangle2D.Double(
                        area.getX() + TICKS_LEFT - Plot.PADDING,
                        area.getY() + HEADING - Plot.PADDING,
                        area.getWidth() - TICKS_LEFT + 2 * Plot.PADDING,
                        area.getHeight() - HEADING - BELOW + 2 * Plot.PADDING));
        SubPlot.heading(pen, area, heading, "GFLOP/s", detail(), "");
    }

    private static void paintTitle(Pen pen, Scale scale) {
        pen.text(
                "operations a byte, FLOP/B (both axes logarithmic)",
                scale.plot().getCenterX(),
                scale.plot().getMaxY() + 44,
                pen.typeface().regular(14.5),
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }

    private void paintRoof(Pen pen, Scale scale, LogScale x, LogScale y) {
        Rectangle2D plot = scale.plot();
        double ridge = scale.x(x.at(roof.ridge()));
        double top = scale.y(y.at(peak()));
        pen.line(ridge, top, plot.getMaxX(), top, 2.4, pen.theme().foreground());
        slope(pen, scale, ridge, top, false);
        roof.activationBytesPerSecond().ifPresent(rate -> {
            double other = scale.x(x.at(roof.flopPerSecond() / rate));
            if (other > plot.getX()) {
                slope(pen, scale, other, top, true);
                if (other < ridge) {
                    pen.dashed(other, top, ridge, top, 2.4, pen.theme().foreground(), 8, 5);
                }
            }
        });
        pen.dashed(ridge, top, ridge, plot.getMaxY(), 1.4, pen.theme().muted(), 3, 4);
        Font font = pen.typeface().regular(14);
        boolean right = ridge > plot.getCenterX();
        pen.label(
                "ridge " + Numbers.significant(roof.ridge(), 3) + " FLOP/B",
                right ? ridge - 6 : ridge + 6,
                plot.getMaxY() - 8,
                font,
                pen.theme().muted(),
                right ? Pen.Anchor.END : Pen.Anchor.START);
    }

    /** From the peak down to the left or the lower edge: a doubling to the left is one down. */
    private static void slope(Pen pen, Scale scale, double x, double top, boolean dashed) {
        Rectangle2D plot = scale.plot();
        double perDoublingX = plot.getWidth() / (scale.x().max() - scale.x().min());
        double perDoublingY = plot.getHeight() / (scale.y().max() - scale.y().min());
        double doublings = Math.min((x - plot.getX()) / perDoublingX, (plot.getMaxY() - top) / perDoublingY);
        double left = x - doublings * perDoublingX;
        double low = top + doublings * perDoublingY;
        if (dashed) {
            pen.dashed(left, low, x, top, 2.4, pen.theme().foreground(), 8, 5);
        } else {
            pen.line(left, low, x, top, 2.4, pen.theme().foreground());
        }
    }

    private void paintPoints(Pen pen, Scale scale, LogScale x, LogScale y) {
        Font font = pen.typeface().regular(14);
        List<Rectangle2D> taken = new ArrayList<>();
        for (Point point : points) {
            double atX = scale.x(x.at(intensity(point)));
            double atY = scale.y(y.at(Math.max(rate(point), y.lowest())));
            taken.add(new Rectangle2D.Double(atX - MARK, atY - MARK, 2 * MARK, 2 * MARK));
        }
        for (Point point : points) {
            double atX = scale.x(x.at(intensity(point)));
            double atY = scale.y(y.at(Math.max(rate(point), y.lowest())));
            String name = Labels.visible(point.time().kind().words(), font);
            double width = Typeface.width(name, font);
            boolean left = atX + width + 16 > scale.plot().getMaxX();
            double start = left ? atX - 12 - width : atX + 12;
            double baseline = atY + 5;
            int step = 0;
            while (step < TRIES && hits(taken, box(start, baseline, width))) {
                // One line below, one above, two below, and so on.
                step = step > 0 ? -step : 1 - step;
                baseline = atY + 5 + step * LINE;
            }
            taken.add(box(start, baseline, width));
            SeriesStyle style = point.series().style(pen.theme());
            pen.label(name, start, baseline, font, style.color(), Pen.Anchor.START);
            style.marker()
                    .paint(
                            pen.graphics(),
                            atX,
                            atY,
                            MARK,
                            style.color(),
                            pen.theme().background());
        }
    }

    private static Rectangle2D box(double start, double baseline, double width) {
        return new Rectangle2D.Double(start, baseline - 11, width, 14);
    }

    private static boolean hits(List<Rectangle2D> taken, Rectangle2D box) {
        return taken.stream().anyMatch(box::intersects);
    }
}
