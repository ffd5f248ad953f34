package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bundled font, Inter (SIL Open Font License 1.1), in two weights: every machine draws the same letters.
 *
 * @param regular weight 400 at 1 px
 * @param strong weight 600 at 1 px
 */
public record Typeface(Font regular, Font strong) {
    /** Widths must not depend on the device that is drawn on. */
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    /**
     * Unpacks and reads the fonts, and prepares AWT for a machine without fonts.
     *
     * @throws IOException when the temporary folder cannot be written
     */
    public static Typeface load() throws IOException {
        Path folder = Files.createTempDirectory("squeezebench-fonts");
        folder.toFile().deleteOnExit();
        Path regular = HeadlessFonts.unpack("Inter-Regular.ttf", folder);
        Path strong = HeadlessFonts.unpack("Inter-SemiBold.ttf", folder);
        HeadlessFonts.prepare(regular);
        try {
            return new Typeface(
                    Font.createFont(Font.TRUETYPE_FONT, regular.toFile()),
                    Font.createFont(Font.TRUETYPE_FONT, strong.toFile()));
        } catch (FontFormatException e) {
            throw new IOException("the bundled font is damaged; reinstall the program", e);
        }
    }

    /** Regular weight. */
    public Font regular(double px) {
        return regular.deriveFont((float) px);
    }

    /** Semi-bold weight. */
    public Font strong(double px) {
        return strong.deriveFont((float) px);
    }

    /** Width of a text in pixels. */
    public static double width(String text, Font font) {
        return font.getStringBounds(text, METRICS).getWidth();
    }
}
