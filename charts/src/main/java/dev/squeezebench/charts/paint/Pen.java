package dev.squeezebench.charts.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Text and lines in a theme. */
public record Pen(Graphics2D graphics, Theme theme, Typeface typeface) {
    /** Which point of a text its x is. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Draws one line of text, its baseline at y. */
    public void text(String text, double x, double y, Font font, Color color, Anchor anchor) {
        double shift =
                switch (anchor) {
                    case START -> 0;
                    case MIDDLE -> Typeface.width(text, font) / 2;
                    case END -> Typeface.width(text, font);
                };
        graphics.setColor(color);
        double start = x - shift;
        for (Typeface.Run run : Typeface.runs(text, font)) {
            graphics.setFont(run.font());
            graphics.drawString(run.text(), (float) start, (float) y);
            start += Typeface.width(run.text(), run.font());
        }
    }

    /** Draws one line of text, its baseline at y, on a box in the background's colour that hides what lies behind it. */
    public void label(String text, double x, double y, Font font, Color color, Anchor anchor) {
        double width = Typeface.width(text, font);
        double start = anchor == Anchor.START ? x : anchor == Anchor.MIDDLE ? x - width / 2 : x - width;
        double px = font.getSize2D();
        graphics.setColor(theme.background());
        graphics.fill(new Rectangle2D.Double(start - 3, y - px * .85, width + 6, px * 1.15));
        text(text, start, y, font, color, Anchor.START);
    }

    /** Draws a line. */
    public void line(double x1, double y1, double x2, double y2, double width, Color color) {
        graphics.setStroke(new BasicStroke((float) width));
        graphics.setColor(color);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /** Draws a dashed line, dash and gap in pixels. */
    public void dashed(double x1, double y1, double x2, double y2, double width, Color color, float... dashes) {
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
        graphics.setColor(color);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }
}
