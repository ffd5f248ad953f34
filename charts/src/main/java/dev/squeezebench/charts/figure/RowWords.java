package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Names and numbers of a horizontal chart's rows.
 *
 * @param rows from top to bottom
 */
record RowWords(List<Row> rows) {
    /** Height of a line above a bar. */
    static final double LINE = 20;

    static final double GAP = 14;
    static final int LARGE_ROWS = 8;
    private static final double WIDEST_NAME = 360;

    private static Font nameFont(Typeface typeface) {
        return typeface.regular(17);
    }

    static Font detailFont(Typeface typeface) {
        return typeface.regular(15.5);
    }

    double nameWidth(Typeface typeface) {
        double widest = widest(row -> {
            double name = width(row.label(), nameFont(typeface));
            double detail = width(row.detail(), detailFont(typeface));
            return twoLines() ? Math.max(name, detail) : name + (detail > 0 ? detail + GAP / 2 : 0);
        });
        return Math.min(WIDEST_NAME, widest) + GAP;
    }

    static double width(String text, Font font) {
        return Typeface.width(Labels.visible(text, font), font);
    }

    private double widest(Function<Row, Double> width) {
        return rows.stream().mapToDouble(width::apply).max().orElse(0);
    }

    private double valueWidth(Typeface typeface) {
        return widest(row -> Typeface.width(row.value(), nameFont(typeface)));
    }

    double numberWidth(Typeface typeface) {
        double detail = widest(row -> Typeface.width(row.valueDetail(), detailFont(typeface)));
        double value = valueWidth(typeface);
        return GAP + (twoLines() ? Math.max(value, detail) : value + (detail > 0 ? GAP / 2 + detail : 0));
    }

    /** Name and number on a line above the bar, what belongs to each on a second one or behind it. */
    void paintAbove(Pen pen, Scale scale) {
        Font font = nameFont(pen.typeface());
        Font strong = pen.typeface().strong(15.5);
        Color foreground = pen.theme().foreground();
        Color muted = pen.theme().muted();
        double left = scale.plot().getX() + 4;
        double right = scale.plot().getMaxX() - 4;
        List<Slot> slots = slots();
        for (int i = 0; i < slots.size(); i++) {
            double y = scale.row(i) - scale.rowHeight() / 2 + LINE - 3;
            if (slots.get(i) instanceof Slot.Heading heading) {
                String text = Labels.fit(heading.text(), strong, right - left);
                pen.text(text, left, scale.row(i) + 6, strong, foreground, Pen.Anchor.START);
            } else if (slots.get(i) instanceof Slot.OfRow each) {
                Row row = each.row();
                boolean two = lines() == 2;
                String name = two ? row.label() : Row.joined(row.label(), row.detail());
                String value =
                        two || row.valueDetail().isEmpty() ? row.value() : row.value() + " (" + row.valueDetail() + ')';
                words(pen, font, foreground, left, right, y, name, value);
                if (two) {
                    words(pen, font, muted, left, right, y + LINE, row.detail(), row.valueDetail());
                }
            }
        }
    }

    /** One text at the left, shortened where the one at the right needs the room; both hide the lines of the plot. */
    private static void words(
            Pen pen, Font font, Color color, double left, double right, double y, String start, String end) {
        if (!end.isEmpty()) {
            pen.label(end, right, y, font, color, Pen.Anchor.END);
        }
        if (!start.isEmpty()) {
            String text = Labels.fit(start, font, right - left - Typeface.width(end, font) - GAP);
            pen.label(text, left, y, font, color, Pen.Anchor.START);
        }
    }

    /**
     * Names at the left of the bars, numbers at the right.
     *
     * @param width of the names
     */
    void paintBeside(Pen pen, Scale scale, double width) {
        paintNames(pen, scale, width);
        paintNumbers(pen, scale);
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

    /** Height of the text above a bar in a narrow place. */
    double height() {
        return lines() * LINE + 4;
    }

    /** Lines of text above a bar in a narrow place. */
    int lines() {
        return twoLines()
                        && rows.stream()
                                .anyMatch(row -> !row.detail().isEmpty()
                                        || !row.valueDetail().isEmpty())
                ? 2
                : 1;
    }

    /** Name and number have two lines each where there are few rows and no headings. */
    boolean twoLines() {
        return rows.size() <= LARGE_ROWS
                && rows.stream().allMatch(row -> row.heading().isEmpty());
    }

    /** A row, or the heading above some. */
    sealed interface Slot {
        record OfRow(Row row) implements Slot {}

        record Heading(String text) implements Slot {}
    }

    List<Slot> slots() {
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
}
