package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A horizontal chart: names at the left, bars along one axis, numbers at the right. From one row to dozens.
 *
 * @param rows from top to bottom
 * @param axis of all rows
 * @param axisTitle quantity and unit
 * @param references vertical lines with their names above the plot, in ascending order
 */
record RowPlot(List<Row> rows, Axis axis, String axisTitle, List<ReferenceLine> references) implements Body {
    private static final double BELOW = 62;
    private static final double REFERENCE_LINE = 23;
    private static final double WIDEST_NAME = 360;

    /** XChart draws no plot that is lower. */
    private static final double LOWEST = 114;

    private static final int LARGE_ROWS = 8;
    private static final double GAP = 14;

    RowPlot {
        rows = List.copyOf(rows);
        references = List.copyOf(references);
    }

    @Override
    public double height(Typeface typeface, double width) {
        return slots().size() * slotHeight() + BELOW + above(typeface, width);
    }

    /** A row, or the heading above some. */
    private sealed interface Slot {
        record OfRow(Row row) implements Slot {}

        record Heading(String text) implements Slot {}
    }

    private List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        String heading = "";
        for (Row row : rows) {
            if (!row.heading().equals(heading)) {
                heading = row.heading();
                slots.add(new Slot.Heading(heading));
            }
            slots.add(new Slot.OfRow(row));
        }
        return slots;
    }

    /** Name and number have two lines each where there are few rows and no headings. */
    private boolean twoLines() {
        return rows.size() <= LARGE_ROWS
                && rows.stream().allMatch(row -> row.heading().isEmpty());
    }

    private double slotHeight() {
        double height = twoLines() ? 62 : slots().size() <= 2 * LARGE_ROWS ? 34 : 28;
        return Math.max(height, LOWEST / slots().size());
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        Typeface typeface = pen.typeface();
        double names = nameWidth(typeface);
        double above = above(typeface, area.getWidth());
        Rectangle2D plot = new Rectangle2D.Double(
                area.getX() + names - Plot.PADDING,
                area.getY() + above - Plot.PADDING,
                plotWidth(typeface, area.getWidth()) + 2 * Plot.PADDING,
                area.getHeight() - above - BELOW + 2 * Plot.PADDING + 30);
        List<Plot.Layer> layers = List.of(
                (p, scale) -> paintBands(p, scale, names),
                this::paintReferenceLines,
                this::paintBars,
                this::paintReferenceLabels,
                (p, scale) -> paintNames(p, scale, names),
                this::paintNumbers,
                this::paintAxisTitle);
        new Plot(axis, Axis.rows(slots().size()), List.of(), layers, 1).paint(pen, plot);
    }

    private static Font nameFont(Typeface typeface) {
        return typeface.regular(17);
    }

    private static Font detailFont(Typeface typeface) {
        return typeface.regular(15.5);
    }

    private double plotWidth(Typeface typeface, double width) {
        return width - nameWidth(typeface) - numberWidth(typeface);
    }

    private double nameWidth(Typeface typeface) {
        double widest = widest(row -> {
            double name = width(row.label(), nameFont(typeface));
            double detail = width(row.detail(), detailFont(typeface));
            return twoLines() ? Math.max(name, detail) : name + (detail > 0 ? detail + GAP / 2 : 0);
        });
        return Math.min(WIDEST_NAME, widest) + GAP;
    }

    private static double width(String text, Font font) {
        return Typeface.width(Labels.visible(text, font), font);
    }

    private double widest(Function<Row, Double> width) {
        return rows.stream().mapToDouble(width::apply).max().orElse(0);
    }

    private double valueWidth(Typeface typeface) {
        return widest(row -> Typeface.width(row.value(), nameFont(typeface)));
    }

    private double numberWidth(Typeface typeface) {
        double detail = widest(row -> Typeface.width(row.valueDetail(), detailFont(typeface)));
        double value = valueWidth(typeface);
        return GAP + (twoLines() ? Math.max(value, detail) : value + (detail > 0 ? GAP / 2 + detail : 0));
    }

    /** Every second row of few, or the headings of many; the axis' beginning along the rows. */
    private void paintBands(Pen pen, Scale scale, double names) {
        Color band = pen.theme().tint(pen.theme().grid(), .27);
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            double top = scale.row(i) - scale.rowHeight() / 2;
            boolean heading = slots.get(i) instanceof Slot.Heading;
            if (heading || (twoLines() && i % 2 == 1)) {
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

    /**
     * Where the name of each reference line begins, and in which line above the plot, from 0 at the bottom.
     *
     * @param start left end
     * @param line above the plot
     */
    private record Place(double start, int line) {}

    private List<Place> places(Typeface typeface, double plotWidth) {
        Font font = detailFont(typeface);
        List<Place> places = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (ReferenceLine reference : references) {
            double at = (reference.value() - axis.min()) / (axis.max() - axis.min()) * plotWidth;
            double width = Math.min(width(reference.label(), font), plotWidth);
            double start = Math.max(0, Math.min(at - width / 2, plotWidth + numberWidth(typeface) - width));
            int line = 0;
            while (line < ends.size() && ends.get(line) + GAP / 2 > start) {
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

    private double above(Typeface typeface, double width) {
        return 8
                + REFERENCE_LINE
                        * places(typeface, plotWidth(typeface, width)).stream()
                                .mapToInt(place -> place.line() + 1)
                                .max()
                                .orElse(0);
    }

    private void paintReferenceLines(Pen pen, Scale scale) {
        List<Place> places = places(pen.typeface(), scale.plot().getWidth());
        for (int i = 0; i < references.size(); i++) {
            references
                    .get(i)
                    .paint(
                            pen,
                            scale,
                            scale.plot().getY()
                                    - 2
                                    - REFERENCE_LINE * places.get(i).line());
        }
    }

    private void paintReferenceLabels(Pen pen, Scale scale) {
        Font font = detailFont(pen.typeface());
        List<Place> places = places(pen.typeface(), scale.plot().getWidth());
        for (int i = 0; i < references.size(); i++) {
            pen.label(
                    Labels.fit(references.get(i).label(), font, scale.plot().getWidth()),
                    scale.plot().getX() + places.get(i).start(),
                    scale.plot().getY() - 8 - REFERENCE_LINE * places.get(i).line(),
                    font,
                    pen.theme().foreground(),
                    Pen.Anchor.START);
        }
    }

    private void paintBars(Pen pen, Scale scale) {
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof Slot.OfRow each) {
                each.row().bar().paint(pen, scale, i);
            }
        }
    }

    private void paintNames(Pen pen, Scale scale, double width) {
        Font font = nameFont(pen.typeface());
        Font small = detailFont(pen.typeface());
        Font strong = pen.typeface().strong(15.5);
        Color muted = pen.theme().muted();
        double left = scale.plot().getX() - width;
        double room = width - GAP;
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            double y = scale.row(i) + 6;
            if (slots.get(i) instanceof Slot.Heading heading) {
                double whole = width + scale.plot().getWidth();
                pen.text(
                        Labels.fit(heading.text(), strong, whole),
                        left,
                        y,
                        strong,
                        pen.theme().foreground(),
                        Pen.Anchor.START);
            } else if (slots.get(i) instanceof Slot.OfRow each) {
                Row row = each.row();
                if (twoLines()) {
                    boolean two = !row.detail().isEmpty();
                    pen.text(
                            Labels.fit(row.label(), font, room),
                            left,
                            two ? y - 10 : y,
                            font,
                            pen.theme().foreground(),
                            Pen.Anchor.START);
                    pen.text(Labels.fit(row.detail(), small, room), left, y + 11, small, muted, Pen.Anchor.START);
                } else {
                    double least = Math.min(width(row.detail(), small), room * .3);
                    String name = Labels.fit(row.label(), font, room - least - GAP / 2);
                    double rest = room - Typeface.width(name, font) - GAP / 2;
                    String detail = Labels.fit(row.detail(), small, rest);
                    pen.text(name, left, y, font, pen.theme().foreground(), Pen.Anchor.START);
                    pen.text(detail, left + Typeface.width(name, font) + GAP / 2, y, small, muted, Pen.Anchor.START);
                }
            }
        }
    }

    private void paintNumbers(Pen pen, Scale scale) {
        Font font = nameFont(pen.typeface());
        Font small = detailFont(pen.typeface());
        Color muted = pen.theme().muted();
        double left = scale.plot().getMaxX() + GAP;
        double value = valueWidth(pen.typeface());
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            double y = scale.row(i) + 6;
            if (slots.get(i) instanceof Slot.OfRow each) {
                Row row = each.row();
                if (twoLines()) {
                    boolean two = !row.valueDetail().isEmpty();
                    pen.text(
                            row.value(),
                            left,
                            two ? y - 10 : y,
                            font,
                            pen.theme().foreground(),
                            Pen.Anchor.START);
                    pen.text(row.valueDetail(), left, y + 11, small, muted, Pen.Anchor.START);
                } else {
                    pen.text(row.value(), left + value, y, font, pen.theme().foreground(), Pen.Anchor.END);
                    pen.text(row.valueDetail(), left + value + GAP / 2, y, small, muted, Pen.Anchor.START);
                }
            }
        }
    }

    private void paintAxisTitle(Pen pen, Scale scale) {
        pen.text(
                axisTitle,
                scale.plot().getCenterX(),
                scale.plot().getMaxY() + 48,
                detailFont(pen.typeface()),
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }
}
