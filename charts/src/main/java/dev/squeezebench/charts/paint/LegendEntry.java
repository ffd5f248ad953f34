package dev.squeezebench.charts.paint;

/**
 * One line of the key.
 *
 * @param label what it is
 * @param swatch what it looks like
 */
public record LegendEntry(String label, Swatch swatch) {
    /** Width of a swatch in pixels. */
    public static final double SWATCH_WIDTH = 34;

    /** Paints a sample of a mark. */
    @FunctionalInterface
    public interface Swatch {
        /** Paints between x and x + {@link #SWATCH_WIDTH}, vertically centred at y. */
        void paint(Pen pen, double x, double y);
    }
}
