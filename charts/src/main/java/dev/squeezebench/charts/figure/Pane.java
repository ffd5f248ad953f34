package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import java.awt.geom.Rectangle2D;

/** A small plot with its own axes and heading. */
@FunctionalInterface
interface Pane {
    /** Paints it, heading included, into a rectangle of the sheet. */
    void paint(Pen pen, Rectangle2D area);
}
