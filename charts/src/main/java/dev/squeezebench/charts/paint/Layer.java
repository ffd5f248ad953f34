package dev.squeezebench.charts.paint;

/** Something painted over an XChart plot, in its order: bars, whiskers, bands, reference lines. */
@FunctionalInterface
public interface Layer {
    /** Paints; the scale turns values into pixels. */
    void paint(Pen pen, Scale scale);
}
