package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;

/**
 * One row of a horizontal chart.
 *
 * @param label first line of its name
 * @param detail second line, may be empty
 * @param group rows of the same group share a band
 * @param content what is drawn along the axis
 * @param figures its number, written at the right
 * @param figuresDetail how far to trust it, below that; may be empty
 */
record Row(String label, String detail, String group, Content content, String figures, String figuresDetail) {
    /** Draws a row's marks. */
    interface Content {
        /** Paints into the row of that index. */
        void paint(Pen pen, Scale scale, int row);
    }
}
