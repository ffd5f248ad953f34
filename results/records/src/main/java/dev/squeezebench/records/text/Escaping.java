package dev.squeezebench.records.text;

import java.util.Locale;

/**
 * Makes text of unknown origin harmless where it is shown: names from users and messages from runtimes may hold line
 * breaks, escape sequences, markup or table separators.
 */
public final class Escaping {
    private Escaping() {}

    /** For a terminal or a line of plain text: nothing that moves the cursor, ends the line or turns the writing around. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** For HTML text and quoted attributes. */
    public static String html(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        String line = line(text);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** For a cell of a Markdown table, as GitHub reads it: every character that could be markup is escaped. */
    public static String markdown(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        String html = html(text);
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if ("\\`*_[]|~".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }

    /** For a field of CSV (RFC 4180), on one line. */
    public static String csv(String text) {
        String line = line(text);
        boolean quote = line.indexOf(',') >= 0 || line.indexOf('"') >= 0;
        return quote ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }
}
