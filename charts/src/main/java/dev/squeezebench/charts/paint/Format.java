package dev.squeezebench.charts.paint;

import java.util.Locale;

/** File format of a chart. */
public enum Format {
    PNG,
    SVG;

    /** Word in file names and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
