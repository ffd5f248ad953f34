package dev.squeezebench.charts;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Draws a word as Java does by itself. */
final class PlainAwt {
    private PlainAwt() {}

    public static void main(String[] args) {
        Graphics2D g = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB).createGraphics();
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        g.drawString("word", 10, 10);
        g.dispose();
    }
}
