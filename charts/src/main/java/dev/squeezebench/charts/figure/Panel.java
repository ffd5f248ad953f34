package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.figure.Course.Moment;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Mark;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Points;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.SeriesStyle;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The courses of one scenario's trials, over one another.
 *
 * @param name of the scenario's workload
 * @param detail what else tells it apart
 * @param courses of its trials
 * @param style of its workload
 */
record Panel(String name, String detail, Courses courses, SeriesStyle style) implements Pane {
    private static final int MARK = 5;

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Unit unit = Unit.ofNanoseconds(courses.longest());
        Plot plot = new Plot(
                courses.time(),
                courses.latency(unit),
                List.of(
                        points(courses.warmup(), unit, Mark.SQUARE, pen.theme().muted()),
                        points(courses.measured(), unit, Mark.CIRCLE, style.color())),
                List.of(Panel::paintWarmup, (p, scale) -> paintFirsts(p, scale, unit)),
                MARK);
        plot.paint(
                pen,
                new Rectangle2D.Double(
                        area.getX() - Plot.PADDING,
                        area.getY() + Heading.HEIGHT - Plot.PADDING,
                        area.getWidth() + 2 * Plot.PADDING,
                        area.getHeight() - Heading.HEIGHT + 2 * Plot.PADDING));
        paintHeading(pen, area, "latency, " + unit.symbol());
    }

    private void paintHeading(Pen pen, Rectangle2D area, String axis) {
        Font small = Heading.small(pen);
        new Heading(name, detail).paint(pen, area, area.getWidth() - Typeface.width(axis, small) - 20);
        pen.text(
                axis,
                area.getMaxX(),
                area.getY() + Heading.SECOND_LINE,
                small,
                pen.theme().muted(),
                Pen.Anchor.END);
    }

    private static Points points(List<Moment> moments, Unit unit, Mark mark, Color color) {
        return new Points(
                moments.stream().mapToDouble(Moment::seconds).toArray(),
                moments.stream().mapToDouble(each -> unit.of(each.nanos())).toArray(),
                mark,
                color);
    }

    private static void paintWarmup(Pen pen, Scale scale) {
        Color grid = pen.theme().grid();
        Rectangle2D plot = scale.plot();
        double zero = scale.x(0);
        pen.graphics().setColor(new Color(grid.getRed(), grid.getGreen(), grid.getBlue(), 120));
        pen.graphics().fill(new Rectangle2D.Double(plot.getX(), plot.getY(), zero - plot.getX(), plot.getHeight()));
        pen.dashed(zero, plot.getY(), zero, plot.getMaxY(), 1.6, pen.theme().muted(), 5, 4);
    }

    /** First inferences; where they would squeeze all else to the floor they stand at the top, with their values. */
    private void paintFirsts(Pen pen, Scale scale, Unit unit) {
        double top = scale.plot().getY() + 9;
        for (Moment first : courses.firsts()) {
            double y = courses.firstsFit() ? scale.y(unit.of(first.nanos())) : top;
            Color color = pen.theme().foreground();
            Mark.TRIANGLE.paint(
                    pen.graphics(),
                    scale.x(first.seconds()),
                    y,
                    10,
                    color,
                    pen.theme().background());
        }
        if (!courses.firstsFit()) {
            String text = "first inference off the scale: "
                    + Numbers.significant(unit.of(courses.shortestFirst()), 3) + " to "
                    + Numbers.significant(unit.of(courses.longestFirst()), 3) + ' ' + unit.symbol();
            Font font = pen.typeface().regular(14);
            double x = scale.plot().getMaxX() - 4;
            String shown = Labels.fit(text, font, scale.plot().getWidth() - 40);
            pen.text(shown, x, scale.plot().getY() + 14, font, pen.theme().muted(), Pen.Anchor.END);
        }
    }
}
