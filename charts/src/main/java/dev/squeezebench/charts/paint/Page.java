package dev.squeezebench.charts.paint;

import java.util.Optional;

/**
 * Measures of a picture.
 *
 * @param width in pixels
 * @param margin at the left and at the right, in pixels
 * @param letters size of every letter in pixels; absent where headings have larger ones than notes
 * @param words whether title, subtitle and caption are drawn; elsewhere the text around the picture says them
 * @param points size of a pixel in print, in points of 1/72 inch
 */
public record Page(int width, double margin, Optional<Double> letters, boolean words, double points) {
    /** Half as wide again as a blog column: its letters stay legible at 600 pixels. */
    static final Page WEB = new Page(1000, 32, Optional.empty(), true, .5);

    /** A column of 3.3 inches with letters of 8 points. */
    static final Page COLUMN = new Page(475, 10, Optional.of(16.0), false, .5);

    /** Width without the margins. */
    double inner() {
        return width - 2 * margin;
    }

    /** Height of a line: as given, where all letters have one size as that needs. */
    double line(double web) {
        return letters.map(px -> Math.min(web, 1.4 * px)).orElse(web);
    }
}
