package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;
import java.awt.geom.Rectangle2D;

/** A small plot with its own axes and heading. */
@FunctionalInterface
interface SubPlot {
    /** Height of the heading. */
    double HEADING = 48;

    /** Paints it, heading included, into a rectangle of the sheet. */
    void paint(Pen pen, Rectangle2D area);

    /** What a plot that fills the area below the heading is painted into: its ticks and names reach into the padding around. */
    static Rectangle2D body(Rectangle2D area) {
        return new Rectangle2D.Double(
                area.getX() - Plot.PADDING,
                area.getY() + HEADING - Plot.PADDING,
                area.getWidth() + 2 * Plot.PADDING,
                area.getHeight() - HEADING + 2 * Plot.PADDING);
    }

    /** Paints two lines at the upper edge, each with something at its right end. */
    static void heading(Pen pen, Rectangle2D area, String first, String firstEnd, String second, String secondEnd) {
        Font font = pen.typeface().strong(15.5);
        Font small = pen.typeface().regular(14.5);
        line(pen, area, 15, first, font, firstEnd, small);
        line(pen, area, 35, second, small, secondEnd, small);
    }

    private static void line(
            Pen pen, Rectangle2D area, double baseline, String text, Font font, String end, Font endFont) {
        double y = area.getY() + baseline;
        double taken = end.isEmpty() ? 0 : Typeface.width(end, endFont) + 14;
        pen.text(
                Labels.fit(text, font, area.getWidth() - taken),
                area.getX(),
                y,
                font,
                baseline < 20 ? pen.theme().foreground() : pen.theme().muted(),
                Pen.Anchor.START);
        pen.text(end, area.getMaxX(), y, endFont, pen.theme().muted(), Pen.Anchor.END);
    }
}
