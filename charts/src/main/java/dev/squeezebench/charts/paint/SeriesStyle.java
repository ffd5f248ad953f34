package dev.squeezebench.charts.paint;

import java.awt.Color;
import java.util.List;

/**
 * How one series looks: told apart by colour, by hatching and by marker, each of which suffices.
 *
 * @param color line and marker
 * @param fill inside of bars, opaque
 * @param hatching over the fill
 * @param mark of single values
 */
public record SeriesStyle(Color color, Color fill, Hatching hatching, Mark mark) {
    private static final List<Hatching> HATCHINGS = List.of(
            Hatching.PLAIN, Hatching.RISING, Hatching.FALLING, Hatching.CROSSED, Hatching.UPRIGHT, Hatching.LEVEL);
    private static final List<Mark> MARKS = List.of(Mark.CIRCLE, Mark.DIAMOND, Mark.TRIANGLE, Mark.SQUARE, Mark.WEDGE);

    /** Style of the series of that number, from 0. */
    public static SeriesStyle of(int index, Theme theme) {
        Color color = theme.series(index);
        return new SeriesStyle(
                color,
                theme.tint(color, theme == Theme.LIGHT ? .34 : .38),
                HATCHINGS.get(index % HATCHINGS.size()),
                MARKS.get(index % MARKS.size()));
    }
}
