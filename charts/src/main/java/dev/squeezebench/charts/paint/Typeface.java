package dev.squeezebench.charts.paint;

import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.TemporaryFolder;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bundled font, Inter (SIL Open Font License 1.1), in two weights: every machine draws the same letters. Letters that
 * it lacks, such as Chinese ones, are drawn in a font of the machine where there is one.
 *
 * @param regular weight 400 at 1 px
 * @param strong weight 600 at 1 px
 * @param only the size of all letters in pixels, where they have one, whatever is asked for
 */
public record Typeface(Font regular, Font strong, Optional<Double> only) {
    /** Widths must not depend on the device that is drawn on. */
    static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    /** Where this JVM unpacked the fonts: AWT reads them as long as the JVM lives, so one folder serves every chart. It goes with the process. */
    private static final String FOLDER = "squeezebench.charts.fonts";

    private static final String REGULAR = "Inter-Regular.ttf";
    private static final String STRONG = "Inter-SemiBold.ttf";
    private static final String FONTCONFIG = "sun.awt.fontconfig";

    /** The machine's fonts, looked for once and only when a letter is missing from Inter; the plain style of each. */
    private static final class OfMachine {
        static final List<Font> FONTS = Arrays.stream(
                        GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                .filter(font -> !font.getFamily(Locale.ROOT).startsWith("Inter"))
                .sorted(Comparator.comparing((Font font) -> font.getFontName(Locale.ROOT)
                                .toLowerCase(Locale.ROOT)
                                .contains("bold"))
                        .thenComparing(font -> font.getFontName(Locale.ROOT)))
                .toList();
    }

    /**
     * A part of a text.
     *
     * @param text the part
     * @param font which has its letters
     */
    record Run(String text, Font font) {}

    /**
     * Unpacks and reads the fonts, and prepares AWT for a machine without fonts.
     *
     * @throws IOException when the temporary folder cannot be written
     */
    public static Typeface load() throws IOException {
        Path folder = folder();
        prepareAwt(folder);
        try {
            return new Typeface(
                    Font.createFont(Font.TRUETYPE_FONT, folder.resolve(REGULAR).toFile()),
                    Font.createFont(Font.TRUETYPE_FONT, folder.resolve(STRONG).toFile()),
                    Optional.empty());
        } catch (FontFormatException e) {
            throw new IOException("the bundled font is damaged; reinstall the program", e);
        }
    }

    private static Path folder() throws IOException {
        String known = System.getProperty(FOLDER);
        if (known != null && Files.isReadable(Path.of(known, REGULAR)) && Files.isReadable(Path.of(known, STRONG))) {
            return Path.of(known);
        }
        ProcessHandle process = ProcessHandle.current();
        Path folder = TemporaryFolder.create(
                        Path.of(System.getProperty("java.io.tmpdir", ".")),
                        "fonts",
                        new Holder(
                                process.pid(),
                                "squeezebench charts",
                                process.info().startInstant().orElse(Instant.EPOCH)))
                .path();
        unpack(REGULAR, folder);
        unpack(STRONG, folder);
        System.setProperty(FOLDER, folder.toString());
        return folder;
    }

    /** Copies a resource beside this class into that folder. */
    private static void unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the font " + resource + " is missing from the program's jar; reinstall it");
            }
            Files.copy(in, file);
        }
    }

    /**
     * Lets AWT start on a Linux server without fontconfig and without a single font: it asks fontconfig for the logical
     * fonts before it draws the first letter, even if only a bundled font is used, and throws an {@code InternalError}
     * ("Fontconfig head is null") when there are none. It skips fontconfig when the system property
     * {@code sun.awt.fontconfig} names a file in the JDK's own format, so one is written that points every logical font
     * to the bundled one. A JVM reads the property once: it has to be set before the first use of AWT. Does nothing where
     * the user chose a font configuration, or off Linux.
     */
    private static void prepareAwt(Path folder) throws IOException {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty(FONTCONFIG) != null
                || !System.getProperty("os.name", "").startsWith("Linux")) {
            return;
        }
        Path file = folder.resolve("fontconfig.properties");
        Files.writeString(file, fontconfig(folder.resolve(REGULAR)), StandardCharsets.ISO_8859_1);
        System.setProperty(FONTCONFIG, file.toString());
    }

    private static String fontconfig(Path font) {
        StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=default\n");
        for (String logical : List.of("dialog", "dialoginput", "monospaced", "sansserif", "serif")) {
            for (String style : List.of("plain", "bold", "italic", "bolditalic")) {
                text.append(logical).append('.').append(style).append(".default=Bundled\n");
            }
        }
        // A properties file: backslashes and non-Latin characters of a temporary folder's name have to be escaped.
        StringBuilder path = new StringBuilder();
        for (char c : font.toString().toCharArray()) {
            if (c == '\\' || c > '~') {
                path.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                path.append(c);
            }
        }
        return text.append("filename.Bundled=").append(path).append('\n').toString();
    }

    /** The same with letters of these sizes. */
    Typeface of(Page page) {
        return new Typeface(regular, strong, page.letters());
    }

    /** Regular weight. */
    public Font regular(double px) {
        return regular.deriveFont(size(px));
    }

    /** Semi-bold weight. */
    public Font strong(double px) {
        return strong.deriveFont(size(px));
    }

    private float size(double px) {
        return only.orElse(px).floatValue();
    }

    /** Width of a text in pixels. */
    public static double width(String text, Font font) {
        double width = 0;
        for (Run run : runs(text, font)) {
            width += run.font().getStringBounds(run.text(), METRICS).getWidth();
        }
        return width;
    }

    /** Whether the letter can be drawn: in this font, or in one of the machine's. */
    static boolean canDraw(int codePoint, Font font) {
        return font.canDisplay(codePoint) || ofMachine(codePoint).isPresent();
    }

    /** The text in parts of one font each. */
    static List<Run> runs(String text, Font font) {
        if (font.canDisplayUpTo(text) < 0) {
            return List.of(new Run(text, font));
        }
        List<Run> runs = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        Font current = font;
        for (int c : text.codePoints().toArray()) {
            Font wanted = font.canDisplay(c)
                    ? font
                    : ofMachine(c)
                            .map(each -> each.deriveFont(font.getSize2D()))
                            .orElse(font);
            if (!wanted.equals(current) && !part.isEmpty()) {
                runs.add(new Run(part.toString(), current));
                part.setLength(0);
            }
            current = wanted;
            part.appendCodePoint(c);
        }
        runs.add(new Run(part.toString(), current));
        return runs;
    }

    private static Optional<Font> ofMachine(int codePoint) {
        return OfMachine.FONTS.stream()
                .filter(each -> each.canDisplay(codePoint))
                .findFirst();
    }
}
