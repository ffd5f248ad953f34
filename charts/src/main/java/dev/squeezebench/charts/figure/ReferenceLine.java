package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;

/**
 * A vertical line at a value that was not measured here, named above the plot.
 *
 * @param value where
 * @param label its name
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

    /** Paints the line from that height down to the axis. */
    void paint(Pen pen, Scale scale, double top) {
        double x = scale.x(value);
        double bottom = scale.plot().getMaxY();
        if (dashes == Dashes.NONE) {
            pen.line(x, top, x, bottom, 1.6, pen.theme().muted());
        } else {
            pen.dashed(x, top, x, bottom, 2.2, pen.theme().foreground(), dashes.dash, dashes.gap);
        }
    }
}
