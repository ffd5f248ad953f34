package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Pen;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Panels in rows and columns.
 *
 * @param panels from left to right and from top to bottom
 * @param axisTitle of all their horizontal axes
 * @param columns how many stand side by side
 * @param panelHeight height of a row
 */
record PanelsBody(List<Pane> panels, String axisTitle, int columns, double panelHeight) implements Body {
    private static final double GAP = 36;
    private static final double AXIS_TITLE = 22;

    PanelsBody {
        panels = List.copyOf(panels);
    }

    @Override
    public double height() {
        return rows() * panelHeight + AXIS_TITLE;
    }

    private int rows() {
        return (panels.size() + columns - 1) / columns;
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        double width = (area.getWidth() - GAP * (columns - 1)) / columns;
        double height = (area.getHeight() - AXIS_TITLE) / rows();
        for (int i = 0; i < panels.size(); i++) {
            int row = i / columns;
            double x = area.getX() + (i - row * columns) * (width + GAP);
            double y = area.getY() + row * height;
            panels.get(i).paint(pen, new Rectangle2D.Double(x, y, width, height - 12));
        }
        pen.text(
                axisTitle,
                area.getCenterX(),
                area.getMaxY() - 2,
                pen.typeface().regular(16),
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }
}
