package dev.squeezebench.charts.paint;

import dev.squeezebench.records.text.Words;
import java.awt.Color;
import java.util.List;

/**
 * What a picture is for: a white page, a dark page, a printed paper. Series colours are those of Okabe and Ito, "Color Universal Design" (2008), which readers with any
 * common colour vision tell apart; on each background those are left out that lack contrast with it. In print they differ
 * in lightness as well, so that a copy in grey tells them apart.
 */
public enum Theme {
    /** For a white page. */
    LIGHT(
            new Color(0xFFFFFF),
            new Color(0x1A1D21),
            new Color(0x565D66),
            new Color(0xDFE3E8),
            Page.WEB,
            List.of(0xD55E00, 0x0072B2, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x1A1D21)),
    /** For a dark page. */
    DARK(
            new Color(0x14171B),
            new Color(0xF1F3F5),
            new Color(0xAEB6C0),
            new Color(0x343A42),
            Page.WEB,
            List.of(0xE69F00, 0x56B4E9, 0x2BC79B, 0xCC79A7, 0xF0E442, 0xF08A4B, 0xF1F3F5)),
    /** For a column of a paper with two of them. */
    PAPER(
            new Color(0xFFFFFF),
            new Color(0x000000),
            new Color(0x404040),
            new Color(0xD4D4D4),
            Page.COLUMN,
            List.of(0x0B3C5D, 0x009E73, 0xA63603, 0x111111));

    private final Color background;
    private final Color foreground;
    private final Color muted;
    private final Color grid;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Page page;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Integer> series;

    Theme(Color background, Color foreground, Color muted, Color grid, Page page, List<Integer> series) {
        this.background = background;
        this.foreground = foreground;
        this.muted = muted;
        this.grid = grid;
        this.page = page;
        this.series = series;
    }

    public Color background() {
        return background;
    }

    /** Text and axes. */
    public Color foreground() {
        return foreground;
    }

    /** Text of second rank. */
    public Color muted() {
        return muted;
    }

    /** Grid lines, bands and boxes. */
    public Color grid() {
        return grid;
    }

    /** Measures of the picture. */
    public Page page() {
        return page;
    }

    /** Colour of a series; when there are more, they repeat, and hatching and markers tell them apart. */
    public Color series(int index) {
        return new Color(series.get(index % series.size()));
    }

    /** The colour mixed into the background, opaque: 0 is the background, 1 the colour. */
    public Color tint(Color color, double share) {
        return new Color(
                mix(background.getRed(), color.getRed(), share),
                mix(background.getGreen(), color.getGreen(), share),
                mix(background.getBlue(), color.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** Word in file names and on the command line. */
    public String word() {
        return Words.of(this);
    }
}
