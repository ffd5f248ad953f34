package dev.squeezebench.charts.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Hatching of a bar, drawn as lines and not as a texture: a texture becomes a bitmap in SVG. */
public enum Hatching {
    PLAIN,
    RISING(45),
    FALLING(135),
    CROSSED(45, 135),
    UPRIGHT(90),
    LEVEL(0);

    private static final double DISTANCE = 9;
    private static final BasicStroke STROKE = new BasicStroke(1.6f);

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Integer> degrees;

    Hatching(Integer... degrees) {
        this.degrees = List.of(degrees);
    }

    /** Fills the rectangle and hatches it. */
    public void paint(Graphics2D g, Rectangle2D box, Color fill, Color lines) {
        g.setColor(fill);
        g.fill(box);
        g.setColor(lines);
        g.setStroke(STROKE);
        for (int angle : degrees) {
            hatch(g, box, Math.toRadians(angle));
        }
        g.draw(box);
    }

    private static void hatch(Graphics2D g, Rectangle2D box, double angle) {
        double dx = Math.cos(angle);
        double dy = -Math.sin(angle);
        double reach = Math.hypot(box.getWidth(), box.getHeight()) / 2;
        for (double offset = -Math.floor(reach / DISTANCE) * DISTANCE; offset <= reach; offset += DISTANCE) {
            double x = box.getCenterX() - dy * offset;
            double y = box.getCenterY() + dx * offset;
            Line2D line = clipped(x, y, dx, dy, box);
            if (line.getP1().distance(line.getP2()) > 1) {
                g.draw(line);
            }
        }
    }

    /** The part of a line through a point that lies inside of the box; of length 0 if none does (Liang and Barsky). */
    private static Line2D clipped(double x, double y, double dx, double dy, Rectangle2D box) {
        double[] range = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        if (outside(x, dx, box.getMinX(), box.getMaxX(), range)
                || outside(y, dy, box.getMinY(), box.getMaxY(), range)
                || range[0] >= range[1]) {
            return new Line2D.Double(x, y, x, y);
        }
        return new Line2D.Double(x + range[0] * dx, y + range[0] * dy, x + range[1] * dx, y + range[1] * dy);
    }

    private static boolean outside(double start, double step, double min, double max, double[] range) {
        if (Math.abs(step) < 1e-9) {
            return start < min || start > max;
        }
        double a = (min - start) / step;
        double b = (max - start) / step;
        range[0] = Math.max(range[0], Math.min(a, b));
        range[1] = Math.min(range[1], Math.max(a, b));
        return false;
    }
}
