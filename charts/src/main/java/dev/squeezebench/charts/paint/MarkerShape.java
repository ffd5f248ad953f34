package dev.squeezebench.charts.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.Diamond;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.Square;
import org.knowm.xchart.style.markers.TriangleDown;
import org.knowm.xchart.style.markers.TriangleUp;

/** Marker of a single value, XChart's shapes with an outline in the background's colour, so that crowded ones stay apart. */
public enum MarkerShape {
    CIRCLE,
    DIAMOND,
    TRIANGLE,
    SQUARE,
    WEDGE;

    /** Paints it filled, its centre there. */
    public void paint(Graphics2D g, double x, double y, int size, Color color, Color outline) {
        Marker marker = marker();
        g.setColor(outline);
        marker.paint(g, x, y, size + 3);
        g.setColor(color);
        marker.paint(g, x, y, size);
    }

    /** Paints it filled and without an outline: for clusters, in which outlines would hide one another. */
    public void paint(Graphics2D g, double x, double y, int size, Color color) {
        g.setColor(color);
        marker().paint(g, x, y, size);
    }

    /** XChart's marker of that shape. */
    Marker marker() {
        return switch (this) {
            case CIRCLE -> new Circle();
            case DIAMOND -> new Diamond();
            case TRIANGLE -> new TriangleUp();
            case SQUARE -> new Square();
            case WEDGE -> new TriangleDown();
        };
    }
}
