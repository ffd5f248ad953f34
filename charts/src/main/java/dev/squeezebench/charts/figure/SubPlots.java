package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Small plots in rows and columns.
 *
 * @param plots from left to right and from top to bottom
 * @param axisTitle of all their horizontal axes
 * @param columns how many are side by side, where there is room
 * @param plotHeight height of a row
 */
record SubPlots(List<SubPlot> plots, String axisTitle, int columns, double plotHeight) implements Body {
    private static final double GAP = 30;
    private static final double AXIS_TITLE = 24;
    private static final double LINE = 21;

    /** Narrower plots have no room for their headings. */
    private static final double NARROWEST = 270;

    SubPlots {
        plots = List.copyOf(plots);
    }

    @Override
    public double height(Typeface typeface, double width) {
        return rows(width) * plotHeight
                + AXIS_TITLE
                + LINE * (axisTitleLines(typeface, width).size() - 1);
    }

    private int columns(double width) {
        return (int) Math.max(1, Math.min(columns, width / NARROWEST));
    }

    private int rows(double width) {
        int side = columns(width);
        return (plots.size() + side - 1) / side;
    }

    private List<String> axisTitleLines(Typeface typeface, double width) {
        return Labels.wrap(axisTitle, typeface.regular(15.5), width, 2);
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        int side = columns(area.getWidth());
        List<String> title = axisTitleLines(pen.typeface(), area.getWidth());
        double width = (area.getWidth() - GAP * (side - 1)) / side;
        double height = (area.getHeight() - AXIS_TITLE - LINE * (title.size() - 1)) / rows(area.getWidth());
        for (int i = 0; i < plots.size(); i++) {
            int row = i / side;
            double x = area.getX() + (i - row * side) * (width + GAP);
            double y = area.getY() + row * height;
            plots.get(i).paint(pen, new Rectangle2D.Double(x, y, width, height - 10));
        }
        for (int i = 0; i < title.size(); i++) {
            pen.text(
                    title.get(i),
                    area.getCenterX(),
                    area.getMaxY() - 4 - LINE * (title.size() - 1 - i),
                    pen.typeface().regular(15.5),
                    pen.theme().foreground(),
                    Pen.Anchor.MIDDLE);
        }
    }
}
