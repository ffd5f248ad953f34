package dev.squeezebench.charts.paint;

import java.awt.geom.Rectangle2D;

/** What stands between a sheet's heading and its caption. */
public interface Body {
    /** Height it wants in pixels. */
    double height();

    /** Paints into the rectangle, which may be higher than wanted. */
    void paint(Pen pen, Rectangle2D area);
}
