package dev.squeezebench.charts.paint;

import java.awt.geom.Rectangle2D;

/** What is drawn between a sheet's heading and its caption. */
public interface Body {
    /** Height in pixels that it needs at that width. */
    double height(Typeface typeface, double width);

    /** Paints into the rectangle. */
    void paint(Pen pen, Rectangle2D area);
}
