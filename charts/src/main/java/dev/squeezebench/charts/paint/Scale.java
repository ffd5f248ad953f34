package dev.squeezebench.charts.paint;

import java.awt.geom.Rectangle2D;

/**
 * Where values lie on the sheet.
 *
 * @param x horizontal axis
 * @param y vertical axis, upwards
 * @param plot the plot's rectangle in pixels
 */
public record Scale(Axis x, Axis y, Rectangle2D plot) {
    /** Horizontal pixel of a value. */
    public double x(double value) {
        return plot.getX() + (value - x.min()) / (x.max() - x.min()) * plot.getWidth();
    }

    /** Vertical pixel of a value. */
    public double y(double value) {
        return plot.getMaxY() - (value - y.min()) / (y.max() - y.min()) * plot.getHeight();
    }

    /** The vertical pixel of a row's centre, rows counted from 0 at the top. */
    public double row(int index) {
        return plot.getY() + (index + .5) * rowHeight();
    }

    /** Height of one of the rows. */
    public double rowHeight() {
        return plot.getHeight() / (y.max() - y.min());
    }
}
