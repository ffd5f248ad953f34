package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Axis;
import dev.squeezebench.charts.paint.Body;
import dev.squeezebench.charts.paint.Labels;
import dev.squeezebench.charts.paint.Layer;
import dev.squeezebench.charts.paint.Pen;
import dev.squeezebench.charts.paint.Plot;
import dev.squeezebench.charts.paint.Scale;
import dev.squeezebench.charts.paint.Typeface;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A horizontal chart: names at the left, marks along one axis, numbers at the right. From one row to dozens.
 *
 * @param rows from top to bottom
 * @param axis of all rows
 * @param axisTitle quantity and unit
 * @param references vertical lines with their names above the plot
 */
record RowsBody(List<Row> rows, Axis axis, String axisTitle, List<ReferenceLine> references) implements Body {
    private static final double AXIS = 70;
    private static final double REFERENCE_LINE = 25;
    private static final double WIDEST_LABEL = 400;
    private static final double WIDEST_SINGLE_LINE = 540;
    private static final int LARGE_ROWS = 10;

    RowsBody {
        rows = List.copyOf(rows);
        references = List.copyOf(references);
    }

    @Override
    public double height() {
        return rows.size() * (twoLines() ? 54 : 30) + AXIS + above();
    }

    private boolean twoLines() {
        return rows.size() <= LARGE_ROWS;
    }

    private double above() {
        return 6 + REFERENCE_LINE * references.size();
    }

    @Override
    public void paint(Pen pen, Rectangle2D area) {
        double labels = labelWidth(pen.typeface());
        double figures = figuresWidth(pen.typeface());
        Rectangle2D plot = new Rectangle2D.Double(
                area.getX() + labels - Plot.PADDING,
                area.getY() + above() - Plot.PADDING,
                area.getWidth() - labels - figures + 2 * Plot.PADDING,
                area.getHeight() - above() - AXIS + 2 * Plot.PADDING + 30);
        List<Layer> layers = List.of(
                this::paintBands,
                this::paintReferences,
                this::paintContent,
                (g, scale) -> paintNames(g, scale, labels),
                this::paintAxisTitle);
        new Plot(axis, Axis.rows(rows.size()), List.of(), layers, 1).paint(pen, plot);
    }

    private Font labelFont(Typeface typeface) {
        return typeface.regular(twoLines() ? 18 : 15.5);
    }

    private static Font detailFont(Typeface typeface) {
        return typeface.regular(15.5);
    }

    private double labelWidth(Typeface typeface) {
        double widest = rows.stream()
                .mapToDouble(row -> twoLines()
                        ? Math.max(
                                Typeface.width(Labels.visible(row.label(), labelFont(typeface)), labelFont(typeface)),
                                Typeface.width(
                                        Labels.visible(row.detail(), detailFont(typeface)), detailFont(typeface)))
                        : Typeface.width(Labels.visible(oneLine(row), labelFont(typeface)), labelFont(typeface)))
                .max()
                .orElse(0);
        return Math.min(twoLines() ? WIDEST_LABEL : WIDEST_SINGLE_LINE, widest) + 16;
    }

    private double figuresWidth(Typeface typeface) {
        return 16
                + rows.stream()
                        .mapToDouble(row -> Math.max(
                                Typeface.width(row.figures(), labelFont(typeface)),
                                twoLines() ? Typeface.width(row.figuresDetail(), detailFont(typeface)) : 0))
                        .max()
                        .orElse(0);
    }

    private static String oneLine(Row row) {
        return row.detail().isEmpty() ? row.label() : row.label() + " \u00b7 " + row.detail();
    }

    private void paintBands(Pen pen, Scale scale) {
        Color grid = pen.theme().grid();
        pen.graphics().setColor(new Color(grid.getRed(), grid.getGreen(), grid.getBlue(), 70));
        boolean banded = true;
        for (int i = 0; i < rows.size(); i++) {
            boolean sameGroup =
                    i > 0 && rows.get(i).group().equals(rows.get(i - 1).group());
            if (!sameGroup) {
                banded = !banded;
            }
            if (banded) {
                pen.graphics()
                        .fill(new Rectangle2D.Double(
                                scale.plot().getX(),
                                scale.row(i) - scale.rowHeight() / 2,
                                scale.plot().getWidth(),
                                scale.rowHeight()));
            }
        }
        pen.line(
                scale.x(0),
                scale.plot().getY(),
                scale.x(0),
                scale.plot().getMaxY(),
                1.6,
                pen.theme().muted());
    }

    private void paintReferences(Pen pen, Scale scale) {
        for (int i = 0; i < references.size(); i++) {
            references.get(i).paint(pen, scale, scale.plot().getY() - 8 - REFERENCE_LINE * i);
        }
    }

    private void paintContent(Pen pen, Scale scale) {
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).content().paint(pen, scale, i);
        }
    }

    private void paintNames(Pen pen, Scale scale, double width) {
        Font font = labelFont(pen.typeface());
        Font small = detailFont(pen.typeface());
        double left = scale.plot().getX() - width;
        double right = scale.plot().getMaxX() + 14;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String name = twoLines() ? row.label() : oneLine(row);
            paintLines(
                    pen,
                    left,
                    scale.row(i),
                    Labels.fit(name, font, width - 16),
                    Labels.fit(row.detail(), small, width - 16));
            paintLines(pen, right, scale.row(i), row.figures(), row.figuresDetail());
        }
    }

    private void paintLines(Pen pen, double x, double middle, String line, String detail) {
        boolean two = twoLines() && !detail.isEmpty();
        Font font = labelFont(pen.typeface());
        pen.text(line, x, two ? middle - 4 : middle + 6, font, pen.theme().foreground(), Pen.Anchor.START);
        if (two) {
            pen.text(
                    detail,
                    x,
                    middle + 18,
                    detailFont(pen.typeface()),
                    pen.theme().muted(),
                    Pen.Anchor.START);
        }
    }

    private void paintAxisTitle(Pen pen, Scale scale) {
        Font font = pen.typeface().regular(16);
        pen.text(
                axisTitle,
                scale.plot().getCenterX(),
                scale.plot().getMaxY() + 50,
                font,
                pen.theme().foreground(),
                Pen.Anchor.MIDDLE);
    }
}
