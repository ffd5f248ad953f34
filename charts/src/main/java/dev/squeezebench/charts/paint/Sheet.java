package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/**
 * A whole picture, {@value #WIDTH} pixels wide and as high as it needs: title, subtitle, key, body and caption.
 *
 * @param title what is shown
 * @param subtitle what all of it has in common
 * @param badge a mark that no reader may miss, such as that of a quick run; empty for none
 * @param legend the key
 * @param body the plot or plots
 * @param caption where it was measured, with which versions, how often and when
 */
public record Sheet(
        String title, String subtitle, String badge, List<LegendEntry> legend, Body body, List<String> caption) {
    /** Width of a blog's column on a high-resolution display. */
    public static final int WIDTH = 1200;

    static final int MIN_HEIGHT = 675;
    static final double MARGIN = 44;
    private static final double TITLE = 31;
    private static final double SUBTITLE = 18;
    private static final double KEY = 17;
    private static final double CAPTION = 15.5;
    private static final int CAPTION_LINES = 3;

    public Sheet {
        legend = List.copyOf(legend);
        caption = List.copyOf(caption);
    }

    /** Height in pixels. */
    public int height(Typeface typeface) {
        double wanted = heading(typeface) + body.height() + footer(typeface);
        return (int) Math.ceil(Math.max(MIN_HEIGHT, wanted));
    }

    /** Paints it all from the origin on. */
    public void paint(Graphics2D g, Theme theme, Typeface typeface) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Pen pen = new Pen(g, theme, typeface);
        int height = height(typeface);
        g.setColor(theme.background());
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
        paintHeading(pen);
        double top = heading(typeface);
        body.paint(pen, new Rectangle2D.Double(MARGIN, top, inner(), height - top - footer(typeface)));
        paintCaption(pen, height);
    }

    private static double inner() {
        return WIDTH - 2 * MARGIN;
    }

    private double heading(Typeface typeface) {
        return 112 + 30 * keyLines(typeface).size();
    }

    private double footer(Typeface typeface) {
        return 46 + 22 * captionLines(typeface).size();
    }

    private List<String> captionLines(Typeface typeface) {
        Font font = typeface.regular(CAPTION);
        return caption.stream()
                .flatMap(line -> Labels.wrap(line, font, inner(), CAPTION_LINES).stream())
                .toList();
    }

    private void paintHeading(Pen pen) {
        double badgeWidth = badge.isEmpty() ? 0 : paintBadge(pen) + 24;
        Font strong = pen.typeface().strong(TITLE);
        Font regular = pen.typeface().regular(SUBTITLE);
        pen.text(
                Labels.fit(title, strong, inner() - badgeWidth),
                MARGIN,
                60,
                strong,
                pen.theme().foreground(),
                Pen.Anchor.START);
        pen.text(
                Labels.fit(subtitle, regular, inner()),
                MARGIN,
                91,
                regular,
                pen.theme().muted(),
                Pen.Anchor.START);
        double y = 122;
        for (List<LegendEntry> line : keyLines(pen.typeface())) {
            paintKeyLine(pen, line, y);
            y += 30;
        }
    }

    private double paintBadge(Pen pen) {
        Font font = pen.typeface().strong(16);
        double width = Typeface.width(badge, font) + 28;
        Graphics2D g = pen.graphics();
        g.setColor(pen.theme().foreground());
        g.fill(new RoundRectangle2D.Double(WIDTH - MARGIN - width, 36, width, 32, 10, 10));
        pen.text(badge, WIDTH - MARGIN - width / 2, 58, font, pen.theme().background(), Pen.Anchor.MIDDLE);
        return width;
    }

    private void paintKeyLine(Pen pen, List<LegendEntry> line, double y) {
        double x = MARGIN;
        Font font = pen.typeface().regular(KEY);
        for (LegendEntry entry : line) {
            entry.swatch().paint(pen, x, y);
            String label = label(entry, font);
            pen.text(
                    label,
                    x + LegendEntry.SWATCH_WIDTH + 8,
                    y + 6,
                    font,
                    pen.theme().foreground(),
                    Pen.Anchor.START);
            x += width(entry, font);
        }
    }

    private static String label(LegendEntry entry, Font font) {
        return Labels.fit(entry.label(), font, 480);
    }

    private static double width(LegendEntry entry, Font font) {
        return LegendEntry.SWATCH_WIDTH + 8 + Typeface.width(label(entry, font), font) + 28;
    }

    private List<List<LegendEntry>> keyLines(Typeface typeface) {
        Font font = typeface.regular(KEY);
        List<List<LegendEntry>> lines = new java.util.ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (LegendEntry entry : legend) {
            double width = width(entry, font);
            if (x + width - 28 > inner()) {
                lines.add(new java.util.ArrayList<>());
                x = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            x += width;
        }
        return lines;
    }

    private void paintCaption(Pen pen, double height) {
        List<String> lines = captionLines(pen.typeface());
        double y = height - 26 - 22 * (lines.size() - 1);
        pen.line(MARGIN, y - 28, WIDTH - MARGIN, y - 28, 1, pen.theme().grid());
        for (String line : lines) {
            pen.text(
                    line,
                    MARGIN,
                    y,
                    pen.typeface().regular(CAPTION),
                    pen.theme().muted(),
                    Pen.Anchor.START);
            y += 22;
        }
    }
}
