package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.records.Spread;
import java.awt.Color;

/** A horizontal interval: caps for a confidence interval, a dotted line without caps for a mere range. */
final class Whisker {
    private Whisker() {}

    /** Paints between two pixels, with caps of that half height. */
    static void paint(Pen pen, double left, double right, double y, double cap, Spread spread) {
        both(pen, left, y, right, y, cap, spread);
    }

    /** Paints an upright one between two pixels, with caps of that half width. */
    static void paintUpright(Pen pen, double x, double top, double bottom, double cap, Spread spread) {
        both(pen, x, top, x, bottom, cap, spread);
    }

    /** On a halo in the background's colour. Never by a rotation: VectorGraphics2D would not end it in an SVG. */
    private static void both(Pen pen, double x1, double y1, double x2, double y2, double cap, Spread spread) {
        stroke(pen, x1, y1, x2, y2, cap + 1.2, spread, pen.theme().background(), 4.8);
        stroke(pen, x1, y1, x2, y2, cap, spread, pen.theme().foreground(), 2.4);
    }

    private static void stroke(
            Pen pen, double x1, double y1, double x2, double y2, double cap, Spread spread, Color color, double width) {
        boolean level = y1 == y2;
        if (spread instanceof Spread.Range) {
            pen.dashed(
                    x1, y1, level ? Math.max(x2, x1 + 1) : x2, level ? y2 : Math.max(y2, y1 + 1), width, color, 3, 3);
            return;
        }
        double across = level ? 0 : cap;
        double along = level ? cap : 0;
        pen.line(x1, y1, x2, y2, width, color);
        pen.line(x1 - across, y1 - along, x1 + across, y1 + along, width, color);
        pen.line(x2 - across, y2 - along, x2 + across, y2 + along, width, color);
    }
}
