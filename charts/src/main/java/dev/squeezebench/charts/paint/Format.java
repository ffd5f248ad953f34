package dev.squeezebench.charts.paint;

import dev.squeezebench.records.text.Words;

/** File format of a chart. */
public enum Format {
    PNG,
    SVG,
    PDF;

    /** Word in file names and on the command line. */
    public String word() {
        return Words.of(this);
    }
}
