package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A horizontal chart: names at the left, bars along one axis, numbers at the right; in a narrow place both above their
 * bar. From one row to dozens.
 *
 * @param rows from top to bottom
 * @param axis of all rows
 * @param axisTitle quantity and unit
 * @param references vertical lines with their names above the plot, in ascending order
 */
record RowPlot(List<Row> rows, Axis axis, String axisTitle, List<ReferenceLine> references) implements Body {
    private static final double BELOW = 62;

    /** Narrower places have names and numbers above the bars. */
    private static final double NARROW = 640;

    /** Height of a bar with its points in a narrow place. */
    private static final double BAR = 40;

    private static final double THIN_BAR = 26;

    /** Room for the half of the last tick's label. */
    private static final double BESIDE = 12;

    /** XChart draws no plot that is lower. */
    private static final double LOWEST = 114;

    RowPlot {
        rows = List.copyOf(rows);
        references = List.copyOf(references);
    }

    @Override
    public double height(Typeface typeface, double width) {
        RowWords words = words(width);
        return words.slots().size() * slotHeight(words, width)
                + BELOW
                + RowWords.LINE * (axisTitleLines(typeface, width).size() - 1)
                + above(words, typeface, width);
    }

    private double above(RowWords words, Typeface typeface, double width) {
        return new ReferenceLines(references, axis)
                .above(typeface, plotWidth(words, typeface, width), room(words, typeface, width));
    }

    private static double room(RowWords words, Typeface typeface, double width) {
        return narrow(width) ? width - BESIDE : width - words.nameWidth(typeface);
    }

    /** In a narrow place few rows have what they share on their second line, and no headings. */
    private RowWords words(double width) {
        return new RowWords(
                narrow(width) && rows.size() <= RowWords.LARGE_ROWS
                        ? rows.stream().map(Row::withoutHeading).toList()
                        : rows);
    }

    private static boolean narrow(double width) {
        return width < NARROW;
    }

    private List<String> axisTitleLines(Typeface typeface, double width) {
        return Labels.wrap(axisTitle, RowWords.detailFont(typeface), width, 2);
    }

    private static double slotHeight(RowWords words, double width) {
        int slots = words.slots().size();
        double height = narrow(width)
                ? words.height() + (words.twoLines() ? BAR : THIN_BAR)
                : words.twoLines() ? 62 : slots <= 2 * RowWords.LARGE_ROWS ? 34 : 28;
        return Math.max(height, LOWEST / slots);
    }

    private static double plotWidth(RowWords words, Typeface typeface, double width) {
        return narrow(width) ? width - BESIDE : width - words.nameWidth(typeface) - words.numberWidth(typeface);
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Typeface typeface = pen.typeface();
        double width = area.getWidth();
        boolean narrow = narrow(width);
        RowWords words = words(width);
        ReferenceLines lines = new ReferenceLines(references, axis);
        double names = narrow ? 0 : words.nameWidth(typeface);
        double above = above(words, typeface, width);
        double numbers = narrow ? 0 : words.numberWidth(typeface);
        List<String> title = axisTitleLines(typeface, width);
        Rectangle2D plot = new Rectangle2D.Double(
                area.getX() + names - Plot.PADDING,
                area.getY() + above - Plot.PADDING,
                plotWidth(words, typeface, width) + 2 * Plot.PADDING,
                area.getHeight() - above - BELOW - RowWords.LINE * (title.size() - 1) + 2 * Plot.PADDING + 30);
        List<Plot.Layer> layers = List.of(
                (p, scale) -> paintBands(p, scale, words, names),
                (p, scale) -> lines.paintLines(p, scale, scale.plot().getWidth() + numbers),
                (p, scale) -> paintBars(p, scale, words, narrow),
                (p, scale) -> lines.paintNames(p, scale, scale.plot().getWidth() + numbers),
                (p, scale) -> {
                    if (narrow) {
                        words.paintAbove(p, scale);
                    } else {
                        words.paintBeside(p, scale, names);
                    }
                },
                (p, scale) -> paintAxisTitle(p, scale, title));
        new Plot(axis, Axis.rows(words.slots().size()), List.of(), layers, 1).paint(pen, plot);
    }

    /** Every second row of few, or the headings of many; the axis' beginning along the rows. */
    private static void paintBands(Pen pen, Scale scale, RowWords words, double names) {
        Color band = pen.theme().tint(pen.theme().grid(), .27);
        List<RowWords.Slot> slots = words.slots();
        for (int i = 0; i < slots.size(); i++) {
            double top = scale.row(i) - scale.rowHeight() / 2;
            boolean heading = slots.get(i) instanceof RowWords.Slot.Heading;
            if (heading || (names > 0 && words.twoLines() && i % 2 == 1)) {
                double left = scale.plot().getX() - (heading ? names : 0);
                pen.graphics().setColor(band);
                pen.graphics()
                        .fill(new Rectangle2D.Double(left, top, scale.plot().getMaxX() - left, scale.rowHeight()));
            }
            if (!heading) {
                double zero = scale.x(0);
                pen.line(
                        zero,
                        top,
                        zero,
                        top + scale.rowHeight(),
                        1.6,
                        pen.theme().muted());
            }
        }
    }

    private static void paintBars(Pen pen, Scale scale, RowWords words, boolean narrow) {
        double text = narrow ? words.height() : 0;
        List<RowWords.Slot> slots = words.slots();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof RowWords.Slot.OfRow each) {
                each.row().bar().paint(pen, scale, scale.row(i) + text / 2, scale.rowHeight() - text);
            }
        }
    }

    private static void paintAxisTitle(Pen pen, Scale scale, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            pen.text(
                    lines.get(i),
                    scale.plot().getCenterX(),
                    scale.plot().getMaxY() + 48 + RowWords.LINE * i,
                    RowWords.detailFont(pen.typeface()),
                    pen.theme().foreground(),
                    Pen.Anchor.MIDDLE);
        }
    }
}
