package dev.squeezebench.charts.paint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets AWT start on a Linux server without fontconfig and without a single font.
 *
 * <p>AWT asks fontconfig for the logical fonts before it draws the first letter, even if only a font of our own is used,
 * and throws an {@code InternalError} ("Fontconfig head is null") when there are none. It skips fontconfig when the
 * system property {@code sun.awt.fontconfig} names a file in the JDK's own format, so one is written that points every
 * logical font to the bundled one. The property is read once by a JVM: it has to be set before the first use of AWT.
 */
final class HeadlessFonts {
    private static final String PROPERTY = "sun.awt.fontconfig";
    private static final List<String> LOGICAL = List.of("dialog", "dialoginput", "monospaced", "sansserif", "serif");
    private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

    private HeadlessFonts() {}

    /**
     * Prepares AWT; does nothing where the user chose a font configuration, or off Linux.
     *
     * @param font a TrueType font file that stays as long as the JVM
     */
    static void prepare(Path font) throws IOException {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty(PROPERTY) != null
                || !System.getProperty("os.name", "").startsWith("Linux")) {
            return;
        }
        Path file = font.resolveSibling("fontconfig.properties");
        Files.writeString(file, configuration(font), StandardCharsets.ISO_8859_1);
        file.toFile().deleteOnExit();
        System.setProperty(PROPERTY, file.toString());
    }

    /** Copies a resource beside this class to a file of that folder; the JVM deletes it when it ends. */
    static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = HeadlessFonts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the font " + resource + " is missing from the program's jar; reinstall it");
            }
            Files.copy(in, file);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    private static String configuration(Path font) {
        StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=default\n");
        for (String logical : LOGICAL) {
            for (String style : STYLES) {
                text.append(logical).append('.').append(style).append(".default=Bundled\n");
            }
        }
        // A properties file: backslashes and non-Latin characters of a temporary folder's name have to be escaped.
        StringBuilder path = new StringBuilder();
        for (char c : font.toString().toCharArray()) {
            if (c == '\\' || c > '~') {
                path.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                path.append(c);
            }
        }
        return text.append("filename.Bundled=").append(path).append('\n').toString();
    }
}
