package dev.squeezebench.records.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes text of unknown origin harmless where it is shown: names from users and messages from runtimes may contain line
 * breaks, escape sequences, markup or table separators.
 */
public final class Escaping {
    private Escaping() {}

    /** For a terminal or a line of plain text: nothing that moves the cursor, ends the line or turns the writing around. */
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (moves(c)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
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

    /** For a line or a table's cell of Markdown, as GitHub reads it: every character that would be markup there is escaped. */
    public static String markdown(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        String line = line(text);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '`', '*', '[', ']', '|', '~' -> safe.append('\\').append(c);
                // Between letters or digits an underscore is no emphasis.
                case '_' -> safe.append(isInWord(line, i - 1) && isInWord(line, i + 1) ? "_" : "\\_");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /**
     * For running text or a table's cell of LaTeX: every character that would be a command there is escaped, and two hyphens
     * stay two.
     */
    public static String latex(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        String line = line(text);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '{' -> safe.append("\\textbraceleft{}");
                case '}' -> safe.append("\\textbraceright{}");
                case '&', '%', '$', '#', '_' -> safe.append('\\').append(c);
                case '\\' -> safe.append("\\textbackslash{}");
                case '~' -> safe.append("\\textasciitilde{}");
                case '^' -> safe.append("\\textasciicircum{}");
                case '<' -> safe.append("\\textless{}");
                case '>' -> safe.append("\\textgreater{}");
                case '|' -> safe.append("\\textbar{}");
                case '"' -> safe.append("\\char34{}");
                // These make another sign of two: a dash, a quotation mark.
                case '-', '\'', '`', ',' ->
                    safe.append(c).append(i + 1 < line.length() && line.charAt(i + 1) == c ? "{}" : "");
                case '\u00d7' -> safe.append("\\texttimes{}");
                case '\u00b5' -> safe.append("\\textmu{}");
                case '\u00b7' -> safe.append("\\textperiodcentered{}");
                case '\u2026' -> safe.append("\\ldots{}");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isInWord(String line, int index) {
        return index >= 0
                && index < line.length()
                && (Character.isLetterOrDigit(line.charAt(index)) || line.charAt(index) == '_');
    }

    /**
     * For a text field of CSV (RFC 4180), on one line. Where a spreadsheet would take the text for a formula (it begins with
     * {@code = + - @}, or one of their wide or small forms), an apostrophe comes first, which a spreadsheet does not show.
     */
    public static String csv(String text) {
        String line = line(text);
        String safe = isFormula(line) ? '\'' + line : line;
        boolean quote = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0;
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean isFormula(String line) {
        int start = 0;
        while (start < line.length()
                && (Character.isWhitespace(line.charAt(start)) || Character.isSpaceChar(line.charAt(start)))) {
            start++;
        }
        if (start == line.length()) {
            return false;
        }
        String first = Normalizer.normalize(line.substring(start, start + 1), Normalizer.Form.NFKC);
        return "=+-@".contains(first);
    }

    /** For one argument of a command in a POSIX shell. */
    public static String shell(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Whether a character moves the cursor, ends the line, turns the writing around, or is none; an unassigned one may be new. */
    private static boolean moves(int codePoint) {
        return !Printable.isHarmless(codePoint) && Character.getType(codePoint) != Character.UNASSIGNED;
    }
}
