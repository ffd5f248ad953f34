package dev.squeezebench.charts.paint;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
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
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** Turns a sheet into the bytes of a file: the same bytes each time on the same JDK. */
public final class SheetWriter {
    /** Pixels of a PNG for each pixel of the sheet: sharp on high-resolution displays and in print. */
    static final int PNG_SCALE = 2;

    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE svg[^>]*>\\s*");
    private static final Pattern SIZE = Pattern.compile(" (width|height)=\"([0-9.]+)px\"");
    private static final Pattern DIGITS = Pattern.compile("(\\.[0-9]{2})[0-9]+");
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
        Typeface own = typeface.of(theme.page());
        return switch (format) {
            case PNG -> png(sheet, theme, own);
            case SVG -> svg(sheet, theme, own);
            case PDF -> pdf(sheet, theme, own);
        };
    }

    private static byte[] png(Sheet sheet, Theme theme, Typeface typeface) throws IOException {
        BufferedImage image = new BufferedImage(
                theme.page().width() * PNG_SCALE,
                sheet.height(theme.page(), typeface) * PNG_SCALE,
                BufferedImage.TYPE_INT_RGB);
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

    /** On the web with texts that can be searched and copied, for print with outlines, which need no font. */
    private byte[] svg(Sheet sheet, Theme theme, Typeface typeface) throws IOException {
        Page page = theme.page();
        VectorGraphics2D g = page.words() ? new VectorGraphics2D() : new Outlines();
        sheet.paint(g, theme, typeface);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(g.getCommands(), new PageSize(0, 0, page.width(), sheet.height(page, typeface)))
                .writeTo(bytes);
        Font font = typeface.regular(1);
        String title = Labels.visible(sheet.title(), font);
        String description = Labels.visible(sheet.subtitle(), font);
        String svg = finish(bytes.toString(StandardCharsets.UTF_8), title, description);
        return (page.words() ? fitted(svg) : inPoints(svg, page)).getBytes(StandardCharsets.UTF_8);
    }

    /** As large in print as its page says, and with two digits behind the points of its outlines. */
    private static String inPoints(String svg, Page page) {
        return SIZE.matcher(DIGITS.matcher(svg).replaceAll("$1"))
                .replaceAll(size -> String.format(
                        Locale.ROOT,
                        " %s=\"%.1fpt\"",
                        size.group(1),
                        Double.parseDouble(size.group(2)) * page.points()));
    }

    /** Texts are outlines, so that no font has to be there or to be embedded. */
    private static byte[] pdf(Sheet sheet, Theme theme, Typeface typeface) throws IOException {
        Page page = theme.page();
        int height = sheet.height(page, typeface);
        float scale = (float) page.points();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            // Otherwise made of the time of day.
            document.setDocumentId(0L);
            document.getDocumentInformation().setTitle(Labels.visible(sheet.title(), typeface.regular(1)));
            PDPage leaf = new PDPage(new PDRectangle(page.width() * scale, height * scale));
            document.addPage(leaf);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, page.width(), height);
            sheet.paint(g, theme, typeface);
            g.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, leaf)) {
                content.transform(Matrix.getScaleInstance(scale, scale));
                content.drawForm(g.getXFormObject());
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    /** Draws letters as shapes. */
    private static final class Outlines extends VectorGraphics2D {
        @Override
        public void drawString(String text, float x, float y) {
            if (!text.isEmpty()) {
                fill(new TextLayout(text, getFont(), Typeface.METRICS)
                        .getOutline(AffineTransform.getTranslateInstance(x, y)));
            }
        }
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
