package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import java.awt.Font;
import java.awt.geom.Rectangle2D;

/**
 * Two lines above a pane's plot.
 *
 * @param name what the pane is about
 * @param detail below it, smaller
 */
record Heading(String name, String detail) {
    /** Room that it takes. */
    static final double HEIGHT = 50;

    /** Baseline of the second line, below the pane's upper edge. */
    static final double SECOND_LINE = 35;

    private static final double FIRST_LINE = 16;

    static Font small(Pen pen) {
        return pen.typeface().regular(15);
    }

    /** Paints both at the upper edge, the second no wider than its room. */
    void paint(Pen pen, Rectangle2D area, double room) {
        Font font = pen.typeface().regular(16.5);
        Font small = small(pen);
        pen.text(
                Labels.fit(name, font, area.getWidth()),
                area.getX(),
                area.getY() + FIRST_LINE,
                font,
                pen.theme().foreground(),
                Pen.Anchor.START);
        pen.text(
                Labels.fit(detail, small, room),
                area.getX(),
                area.getY() + SECOND_LINE,
                small,
                pen.theme().muted(),
                Pen.Anchor.START);
    }
}
