package dev.squeezebench.charts.paint;

import java.awt.Color;
import java.util.List;

/**
 * How one series looks: told apart by colour, by hatching and by marker, each of which suffices.
 *
 * @param color line and marker
 * @param fill inside of bars, opaque
 * @param hatching over the fill
 * @param marker of single values
 */
public record SeriesStyle(Color color, Color fill, Hatching hatching, MarkerShape marker) {
    private static final List<Hatching> HATCHINGS = List.of(
            Hatching.PLAIN, Hatching.RISING, Hatching.FALLING, Hatching.CROSSED, Hatching.UPRIGHT, Hatching.LEVEL);
    private static final List<MarkerShape> MARKERS = List.of(
            MarkerShape.CIRCLE, MarkerShape.DIAMOND, MarkerShape.TRIANGLE, MarkerShape.SQUARE, MarkerShape.WEDGE);

    /** Style of the series of that number, from 0, in the colour of that number. */
    public static SeriesStyle of(int colour, int series, Theme theme) {
        Color color = theme.series(colour);
        return new SeriesStyle(
                color,
                theme.tint(color, theme == Theme.LIGHT ? .34 : .38),
                HATCHINGS.get(series % HATCHINGS.size()),
                marker(series));
    }

    /** Marker of that number, from 0. */
    public static MarkerShape marker(int number) {
        return MARKERS.get(number % MARKERS.size());
    }
}
