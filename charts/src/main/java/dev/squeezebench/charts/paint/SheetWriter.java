package dev.squeezebench.charts.paint;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns a sheet into the bytes of a file: the same bytes each time on the same JDK. */
public final class SheetWriter {
    /** Pixels of a PNG for each pixel of the sheet: sharp on high-resolution displays and in print. */
    static final int PNG_SCALE = 2;

    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE svg[^>]*>\\s*");
    private static final Pattern ROOT = Pattern.compile("<svg ([^>]*)>");
    private static final Pattern FAMILY = Pattern.compile("font-family:&quot;Inter([^&]*)&quot;;");
    private static final Pattern TEXT = Pattern.compile(
            "<text style=\"([^\"]*font-family:Inter[^\"]*font-size:([0-9.]+)px;[^\"]*)\"([^>]*)>([^<]*)</text>");
    private static final String STRONG = "font-weight:600;";
    private static final String FALLBACK = "Inter,'Helvetica Neue',Arial,sans-serif;";

    private final Typeface typeface;

    public SheetWriter(Typeface typeface) {
        this.typeface = typeface;
    }

    /** The sheet in that format and theme. */
    public byte[] write(Sheet sheet, Theme theme, Format format) throws IOException {
        return switch (format) {
            case PNG -> png(sheet, theme);
            case SVG -> svg(sheet, theme);
        };
    }

    private byte[] png(Sheet sheet, Theme theme) throws IOException {
        BufferedImage image = new BufferedImage(
                Sheet.WIDTH * PNG_SCALE, sheet.height(typeface) * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(PNG_SCALE, PNG_SCALE);
        sheet.paint(g, theme, typeface);
        g.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        ImageWriter writer = writers.next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private byte[] svg(Sheet sheet, Theme theme) throws IOException {
        VectorGraphics2D g = new VectorGraphics2D();
        sheet.paint(g, theme, typeface);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(g.getCommands(), new PageSize(0, 0, Sheet.WIDTH, sheet.height(typeface)))
                .writeTo(bytes);
        Font font = typeface.regular(1);
        String title = Labels.visible(sheet.title(), font);
        String description = Labels.visible(sheet.subtitle(), font);
        return fitted(finish(bytes.toString(StandardCharsets.UTF_8), title, description))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Says how long each text is in Inter: a reader whose machine lacks it sees another font in the same room. */
    private String fitted(String svg) {
        return TEXT.matcher(svg).replaceAll(text -> {
            Font font = text.group(1).contains(STRONG) ? typeface.strong() : typeface.regular();
            double width = Typeface.width(unescape(text.group(4)), font.deriveFont(Float.parseFloat(text.group(2))));
            return Matcher.quoteReplacement("<text style=\"" + text.group(1) + '"' + text.group(3)
                    + (width > 0
                            ? String.format(
                                    Locale.ROOT, " textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\"", width)
                            : "")
                    + '>' + text.group(4) + "</text>");
        });
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /**
     * Adds what VectorGraphics2D's SVG lacks for the web: a title and a description for screen readers and a family of
     * fonts to fall back on. Removes the document type, which makes a parser fetch a file from elsewhere.
     */
    private static String finish(String svg, String title, String description) {
        String plain = DOCTYPE.matcher(svg).replaceFirst("");
        String families = FAMILY.matcher(plain)
                .replaceAll(
                        family -> "font-family:" + FALLBACK + (family.group(1).isEmpty() ? "" : STRONG));
        return ROOT.matcher(families)
                .replaceFirst(root -> Matcher.quoteReplacement("<svg role=\"img\" " + root.group(1) + ">\n  <title>"
                        + escape(title) + "</title>\n  <desc>" + escape(description) + "</desc>"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
