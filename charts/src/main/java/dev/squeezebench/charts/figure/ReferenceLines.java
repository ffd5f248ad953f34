package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

/**
 * Vertical lines with their names above the plot, in as many lines of text as they need.
 *
 * @param lines in ascending order
 * @param axis that they stand on
 */
record ReferenceLines(List<ReferenceLine> lines, Axis axis) {
    private static final double LINE = 23;

    ReferenceLines {
        lines = List.copyOf(lines);
    }

    /**
     * Where the name of each reference line begins, and in which line above the plot, from 0 at the bottom.
     *
     * @param start left end
     * @param line above the plot
     */
    private record Place(double start, int line) {}

    private List<Place> places(Typeface typeface, double plotWidth, double room) {
        Font font = RowWords.detailFont(typeface);
        List<Place> places = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (ReferenceLine reference : lines) {
            double at = (reference.value() - axis.min()) / (axis.max() - axis.min()) * plotWidth;
            double width = Math.min(RowWords.width(reference.label(), font), plotWidth);
            double start = Math.max(0, Math.min(at - width / 2, room - width));
            int line = 0;
            while (line < ends.size() && ends.get(line) + RowWords.GAP / 2 > start) {
                line++;
            }
            if (line == ends.size()) {
                ends.add(start + width);
            } else {
                ends.set(line, start + width);
            }
            places.add(new Place(start, line));
        }
        return places;
    }

    /**
     * Height of their names.
     *
     * @param plotWidth width of the plot
     * @param room from the plot's left end to the sheet's right one
     */
    double above(Typeface typeface, double plotWidth, double room) {
        return 8
                + LINE
                        * places(typeface, plotWidth, room).stream()
                                .mapToInt(place -> place.line() + 1)
                                .max()
                                .orElse(0);
    }

    /** Paints the lines, under what is drawn of the rows. */
    void paintLines(Pen pen, Scale scale, double room) {
        List<Place> places = places(pen.typeface(), scale.plot().getWidth(), room);
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i)
                    .paint(
                            pen,
                            scale,
                            scale.plot().getY() - 2 - LINE * places.get(i).line());
        }
    }

    /** Paints their names above the plot. */
    void paintNames(Pen pen, Scale scale, double room) {
        Font font = RowWords.detailFont(pen.typeface());
        List<Place> places = places(pen.typeface(), scale.plot().getWidth(), room);
        for (int i = 0; i < lines.size(); i++) {
            pen.label(
                    Labels.fit(lines.get(i).label(), font, scale.plot().getWidth()),
                    scale.plot().getX() + places.get(i).start(),
                    scale.plot().getY() - 8 - LINE * places.get(i).line(),
                    font,
                    pen.theme().foreground(),
                    Pen.Anchor.START);
        }
    }
}
