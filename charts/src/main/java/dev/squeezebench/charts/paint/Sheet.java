package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole picture, as wide as its page and as high as its rows need: title, subtitle, legend, body and caption.
 *
 * @param title what is shown
 * @param subtitle what all of it has in common
 * @param badges marks that no reader may miss, such as that of a quick run or of a busy machine
 * @param legend what colours and shapes mean
 * @param body the plot or plots
 * @param caption where it was measured, with which versions, how often and when
 * @param titled whether a user gave the title, so that it is drawn on every page
 */
public record Sheet(
        String title,
        String subtitle,
        List<String> badges,
        List<LegendEntry> legend,
        Body body,
        List<String> caption,
        boolean titled) {
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

    /** A picture with a title of its kind. */
    public Sheet(
            String title,
            String subtitle,
            List<String> badges,
            List<LegendEntry> legend,
            Body body,
            List<String> caption) {
        this(title, subtitle, badges, legend, body, caption, false);
    }

    /** The same with a title of the user's. */
    public Sheet titled(String own) {
        return new Sheet(own, subtitle, badges, legend, body, caption, true);
    }

    /** What the heading consists of, laid out: each list is lines. */
    private record Heading(
            Page page,
            List<String> title,
            List<String> subtitle,
            String badge,
            boolean badgeApart,
            List<List<LegendEntry>> legend) {
        double subtitleTop() {
            return top(page) + page.line(TITLE_LINE) * title.size();
        }

        double badgeTop() {
            return badgeApart ? belowSubtitle() + 8 : subtitleTop() + 4;
        }

        private double belowSubtitle() {
            return subtitleTop() + page.line(SUBTITLE_LINE) * subtitle.size();
        }

        double legendTop() {
            return (badge.isEmpty() ? belowSubtitle() : Math.max(belowSubtitle(), badgeTop() + BADGE_LINE - 8))
                    + (page.words() ? 12 : 2);
        }

        double height() {
            return legendTop() + page.line(LEGEND_LINE) * legend.size() + 8;
        }
    }

    private static double top(Page page) {
        return page.words() ? 14 : 0;
    }

    private Heading heading(Page page, Typeface typeface) {
        Font strong = typeface.strong(TITLE);
        Font regular = typeface.regular(SUBTITLE);
        double inner = page.inner();
        List<String> titleLines = page.words() || titled ? Labels.wrap(title, strong, inner, 2) : List.of();
        List<String> subtitleLines =
                subtitle.isEmpty() || !page.words() ? List.of() : Labels.wrap(subtitle, regular, inner, 2);
        Font badgeFont = typeface.strong(BADGE);
        String badge = Labels.fit(badge(), badgeFont, inner - 28);
        double left = subtitleLines.stream()
                .mapToDouble(line -> Typeface.width(line, regular))
                .max()
                .orElse(0);
        boolean apart = subtitleLines.size() > 1 || left + Typeface.width(badge, badgeFont) + 52 > inner;
        return new Heading(page, titleLines, subtitleLines, badge, apart, legendLines(page, typeface));
    }

    /** The first few: the caption has them all. */
    private String badge() {
        String first = String.join(" \u00b7 ", badges.subList(0, Math.min(MOST_BADGES, badges.size())));
        return badges.size() > MOST_BADGES ? first + " \u00b7 \u2026" : first;
    }

    /** Height in pixels. */
    int height(Page page, Typeface typeface) {
        return (int) Math.ceil(
                heading(page, typeface).height() + body.height(typeface, page.inner()) + footer(page, typeface));
    }

    /** Paints it all from the origin on. */
    void paint(Graphics2D g, Theme theme, Typeface typeface) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Pen pen = new Pen(g, theme, typeface);
        Page page = theme.page();
        int height = height(page, typeface);
        g.setColor(theme.background());
        g.fill(new Rectangle2D.Double(0, 0, page.width(), height));
        Heading heading = heading(page, typeface);
        paintHeading(pen, heading);
        double top = heading.height();
        body.paint(
                pen, new Rectangle2D.Double(page.margin(), top, page.inner(), height - top - footer(page, typeface)));
        if (page.words()) {
            paintCaption(pen, height);
        }
    }

    private double footer(Page page, Typeface typeface) {
        return page.words() ? 40 + CAPTION_LINE * captionLines(page, typeface).size() : 0;
    }

    private List<String> captionLines(Page page, Typeface typeface) {
        Font font = typeface.regular(CAPTION);
        return caption.stream()
                .flatMap(line -> Labels.wrap(line, font, page.inner(), MOST_LINES).stream())
                .toList();
    }

    private static void paintHeading(Pen pen, Heading heading) {
        Page page = heading.page();
        double y = top(page);
        for (String line : heading.title()) {
            y += page.line(TITLE_LINE);
            pen.text(
                    line,
                    page.margin(),
                    y - 4,
                    pen.typeface().strong(TITLE),
                    pen.theme().foreground(),
                    Pen.Anchor.START);
        }
        for (String line : heading.subtitle()) {
            y += page.line(SUBTITLE_LINE);
            pen.text(
                    line,
                    page.margin(),
                    y,
                    pen.typeface().regular(SUBTITLE),
                    pen.theme().muted(),
                    Pen.Anchor.START);
        }
        if (!heading.badge().isEmpty()) {
            paintBadge(pen, heading);
        }
        y = heading.legendTop() + page.line(LEGEND_LINE) / 2;
        for (List<LegendEntry> line : heading.legend()) {
            paintLegendLine(pen, line, y);
            y += page.line(LEGEND_LINE);
        }
    }

    private static void paintBadge(Pen pen, Heading heading) {
        Page page = heading.page();
        Font font = pen.typeface().strong(BADGE);
        double width = Typeface.width(heading.badge(), font) + 28;
        double left = heading.badgeApart() ? page.margin() : page.width() - page.margin() - width;
        double top = heading.badgeTop();
        Graphics2D g = pen.graphics();
        g.setColor(pen.theme().foreground());
        g.fill(new RoundRectangle2D.Double(left, top, width, 28, 10, 10));
        pen.text(heading.badge(), left + 14, top + 20, font, pen.theme().background(), Pen.Anchor.START);
    }

    private static void paintLegendLine(Pen pen, List<LegendEntry> line, double y) {
        Page page = pen.theme().page();
        double x = page.margin();
        Font font = pen.typeface().regular(LEGEND);
        for (LegendEntry entry : line) {
            entry.swatch().paint(pen, x, y);
            pen.text(
                    label(entry, font, page),
                    x + LegendEntry.SWATCH_WIDTH + 8,
                    y + 6,
                    font,
                    pen.theme().foreground(),
                    Pen.Anchor.START);
            x += width(entry, font, page);
        }
    }

    private static String label(LegendEntry entry, Font font, Page page) {
        return Labels.fit(entry.label(), font, Math.min(480, page.inner() - LegendEntry.SWATCH_WIDTH - 8));
    }

    private static double width(LegendEntry entry, Font font, Page page) {
        return LegendEntry.SWATCH_WIDTH + 8 + Typeface.width(label(entry, font, page), font) + 24;
    }

    private List<List<LegendEntry>> legendLines(Page page, Typeface typeface) {
        Font font = typeface.regular(LEGEND);
        List<List<LegendEntry>> lines = new ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (LegendEntry entry : legend) {
            double width = width(entry, font, page);
            if (x + width - 24 > page.inner()) {
                lines.add(new ArrayList<>());
                x = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            x += width;
        }
        return lines;
    }

    private void paintCaption(Pen pen, double height) {
        Page page = pen.theme().page();
        List<String> lines = captionLines(page, pen.typeface());
        double y = height - 20 - CAPTION_LINE * (lines.size() - 1);
        pen.line(
                page.margin(),
                y - 27,
                page.width() - page.margin(),
                y - 27,
                1,
                pen.theme().grid());
        for (String line : lines) {
            pen.text(
                    line,
                    page.margin(),
                    y,
                    pen.typeface().regular(CAPTION),
                    pen.theme().muted(),
                    Pen.Anchor.START);
            y += CAPTION_LINE;
        }
    }
}
