package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;

/**
 * A vertical line at a value that was not measured here, named above the plot.
 *
 * @param value where
 * @param label its name, with the source
 * @param dashes lengths of dash and gap in pixels: lines are told apart without colour
 */
record ReferenceLine(double value, String label, Dashes dashes) {
    /** Dash pattern. */
    enum Dashes {
        NONE(1, 0),
        LONG(12, 6),
        SHORT(3, 4);

        private final float dash;
        private final float gap;

        Dashes(float dash, float gap) {
            this.dash = dash;
            this.gap = gap;
        }
    }

    /** Paints the line, its name's baseline at y. */
    void paint(Pen pen, Scale scale, double y) {
        double x = scale.x(value);
        double bottom = scale.plot().getMaxY();
        if (dashes == Dashes.NONE) {
            pen.line(x, y + 6, x, bottom, 1.6, pen.theme().muted());
        } else {
            pen.dashed(x, y + 6, x, bottom, 2.2, pen.theme().foreground(), dashes.dash, dashes.gap);
        }
        Font font = pen.typeface().regular(16);
        double left = scale.plot().getX();
        double right = scale.plot().getMaxX();
        String name = Labels.fit(label, font, right - left);
        double width = Typeface.width(name, font);
        // The name ends or begins at its line, whichever side has room.
        double start = x + width <= right ? x - 3 : Math.max(left, Math.min(x + 3, right) - width);
        pen.text(name, start, y, font, pen.theme().foreground(), Pen.Anchor.START);
    }
}
