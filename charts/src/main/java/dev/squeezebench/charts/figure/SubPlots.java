package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Small plots in rows and columns.
 *
 * @param plots from left to right and from top to bottom
 * @param axisTitle of all their horizontal axes
 * @param columns how many are side by side
 * @param plotHeight height of a row
 */
record SubPlots(List<SubPlot> plots, String axisTitle, int columns, double plotHeight) implements Body {
    private static final double GAP = 30;
    private static final double AXIS_TITLE = 24;

    SubPlots {
        plots = List.copyOf(plots);
    }

    @Override
    public double height(Typeface typeface, double width) {
        return rows() * plotHeight + AXIS_TITLE;
    }

    private int rows() {
        return (plots.size() + columns - 1) / columns;
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        double width = (area.getWidth() - GAP * (columns - 1)) / columns;
        double height = (area.getHeight() - AXIS_TITLE) / rows();
        for (int i = 0; i < plots.size(); i++) {
            int row = i / columns;
            double x = area.getX() + (i - row * columns) * (width + GAP);
            double y = area.getY() + row * height;
            plots.get(i).paint(pen, new Rectangle2D.Double(x, y, width, height - 10));
        }
        pen.text(
                axisTitle,
                area.getCenterX(),
                area.getMaxY() - 4,
                pen.typeface().regular(15.5),
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }
}
