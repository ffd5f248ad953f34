package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole picture, {@value #WIDTH} pixels wide and as high as its rows need: title, subtitle, legend, body and caption.
 *
 * @param title what is shown
 * @param subtitle what all of it has in common
 * @param badges marks that no reader may miss, such as that of a quick run or of a busy machine
 * @param legend what colours and shapes mean
 * @param body the plot or plots
 * @param caption where it was measured, with which versions, how often and when
 */
public record Sheet(
        String title, String subtitle, List<String> badges, List<LegendEntry> legend, Body body, List<String> caption) {
    /** Half as wide again as a blog column: its letters stay legible at 600 pixels. */
    public static final int WIDTH = 1000;

    static final double MARGIN = 32;
    private static final double TITLE = 29;
    private static final double TITLE_LINE = 36;
    private static final double SUBTITLE = 18;
    private static final double SUBTITLE_LINE = 24;
    private static final double BADGE = 16;
    private static final double BADGE_LINE = 38;
    private static final double LEGEND = 16.5;
    private static final double LEGEND_LINE = 29;
    private static final double CAPTION = 15.5;
    private static final double CAPTION_LINE = 21;
    private static final int MOST_LINES = 4;
    private static final int MOST_BADGES = 3;

    public Sheet {
        badges = List.copyOf(badges);
        legend = List.copyOf(legend);
        caption = List.copyOf(caption);
    }

    /** What the heading consists of, laid out: each list is lines. */
    private record Heading(
            List<String> title,
            List<String> subtitle,
            String badge,
            boolean badgeApart,
            List<List<LegendEntry>> legend) {
        double subtitleTop() {
            return 14 + TITLE_LINE * title.size();
        }

        double badgeTop() {
            return badgeApart ? subtitleTop() + SUBTITLE_LINE * subtitle.size() + 8 : subtitleTop() + 4;
        }

        double legendTop() {
            double below = subtitleTop() + SUBTITLE_LINE * subtitle.size();
            return (badge.isEmpty() ? below : Math.max(below, badgeTop() + BADGE_LINE - 8)) + 12;
        }

        double height() {
            return legendTop() + LEGEND_LINE * legend.size() + 8;
        }
    }

    private Heading heading(Typeface typeface) {
        Font strong = typeface.strong(TITLE);
        Font regular = typeface.regular(SUBTITLE);
        List<String> titleLines = Labels.wrap(title, strong, inner(), 2);
        List<String> subtitleLines = subtitle.isEmpty() ? List.of() : Labels.wrap(subtitle, regular, inner(), 2);
        Font badgeFont = typeface.strong(BADGE);
        String badge = Labels.fit(badge(), badgeFont, inner() - 28);
        double left = subtitleLines.stream()
                .mapToDouble(line -> Typeface.width(line, regular))
                .max()
                .orElse(0);
        boolean apart = subtitleLines.size() > 1 || left + Typeface.width(badge, badgeFont) + 52 > inner();
        return new Heading(titleLines, subtitleLines, badge, apart, legendLines(typeface));
    }

    /** The first few: the caption has them all. */
    private String badge() {
        String first = String.join(" \u00b7 ", badges.subList(0, Math.min(MOST_BADGES, badges.size())));
        return badges.size() > MOST_BADGES ? first + " \u00b7 \u2026" : first;
    }

    /** Height in pixels. */
    public int height(Typeface typeface) {
        return (int) Math.ceil(heading(typeface).height() + body.height(typeface, inner()) + footer(typeface));
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
        Heading heading = heading(typeface);
        paintHeading(pen, heading);
        double top = heading.height();
        body.paint(pen, new Rectangle2D.Double(MARGIN, top, inner(), height - top - footer(typeface)));
        paintCaption(pen, height);
    }

    private static double inner() {
        return WIDTH - 2 * MARGIN;
    }

    private double footer(Typeface typeface) {
        return 40 + CAPTION_LINE * captionLines(typeface).size();
    }

    private List<String> captionLines(Typeface typeface) {
        Font font = typeface.regular(CAPTION);
        return caption.stream()
                .flatMap(line -> Labels.wrap(line, font, inner(), MOST_LINES).stream())
                .toList();
    }

    private static void paintHeading(Pen pen, Heading heading) {
        double y = 14;
        for (String line : heading.title()) {
            y += TITLE_LINE;
            pen.text(
                    line,
                    MARGIN,
                    y - 4,
                    pen.typeface().strong(TITLE),
                    pen.theme().foreground(),
                    Pen.Anchor.START);
        }
        for (String line : heading.subtitle()) {
            y += SUBTITLE_LINE;
            pen.text(
                    line,
                    MARGIN,
                    y,
                    pen.typeface().regular(SUBTITLE),
                    pen.theme().muted(),
                    Pen.Anchor.START);
        }
        if (!heading.badge().isEmpty()) {
            paintBadge(pen, heading);
        }
        y = heading.legendTop() + LEGEND_LINE / 2;
        for (List<LegendEntry> line : heading.legend()) {
            paintLegendLine(pen, line, y);
            y += LEGEND_LINE;
        }
    }

    private static void paintBadge(Pen pen, Heading heading) {
        Font font = pen.typeface().strong(BADGE);
        double width = Typeface.width(heading.badge(), font) + 28;
        double left = heading.badgeApart() ? MARGIN : WIDTH - MARGIN - width;
        double top = heading.badgeTop();
        Graphics2D g = pen.graphics();
        g.setColor(pen.theme().foreground());
        g.fill(new RoundRectangle2D.Double(left, top, width, 28, 10, 10));
        pen.text(heading.badge(), left + 14, top + 20, font, pen.theme().background(), Pen.Anchor.START);
    }

    private static void paintLegendLine(Pen pen, List<LegendEntry> line, double y) {
        double x = MARGIN;
        Font font = pen.typeface().regular(LEGEND);
        for (LegendEntry entry : line) {
            entry.swatch().paint(pen, x, y);
            pen.text(
                    label(entry, font),
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
        return LegendEntry.SWATCH_WIDTH + 8 + Typeface.width(label(entry, font), font) + 24;
    }

    private List<List<LegendEntry>> legendLines(Typeface typeface) {
        Font font = typeface.regular(LEGEND);
        List<List<LegendEntry>> lines = new ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (LegendEntry entry : legend) {
            double width = width(entry, font);
            if (x + width - 24 > inner()) {
                lines.add(new ArrayList<>());
                x = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            x += width;
        }
        return lines;
    }

    private void paintCaption(Pen pen, double height) {
        List<String> lines = captionLines(pen.typeface());
        double y = height - 20 - CAPTION_LINE * (lines.size() - 1);
        pen.line(MARGIN, y - 27, WIDTH - MARGIN, y - 27, 1, pen.theme().grid());
        for (String line : lines) {
            pen.text(
                    line,
                    MARGIN,
                    y,
                    pen.typeface().regular(CAPTION),
                    pen.theme().muted(),
                    Pen.Anchor.START);
            y += CAPTION_LINE;
        }
    }
}
