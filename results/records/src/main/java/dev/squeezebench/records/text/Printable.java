package dev.squeezebench.records.text;

/** Text out of a file, made fit for a one-line message: no control characters, no escape sequences, not long. */
public final class Printable {
    private static final int LONGEST = 120;
    private static final int LONGEST_SENTENCE = 600;

    private Printable() {}

    /** The text with control, format and unpaired surrogate characters as {@code \}{@code uXXXX}, cut when long. */
    public static String text(String raw) {
        return text(raw, LONGEST);
    }

    /** The same of a message of this program's own that has such text in it, with room for what to do. */
    public static String sentence(String raw) {
        return text(raw, LONGEST_SENTENCE);
    }

    private static String text(String raw, int longest) {
        StringBuilder text = new StringBuilder(Math.min(raw.length(), longest) + 1);
        for (int i = 0; i < raw.length(); ) {
            if (text.length() >= longest) {
                return text.append('\u2026').toString();
            }
            int codePoint = raw.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isHarmless(codePoint)) {
                text.appendCodePoint(codePoint);
            } else {
                text.append("\\u").append(hex(codePoint));
            }
        }
        return text.toString();
    }

    /** The same in single quotes. */
    public static String quoted(String raw) {
        return '\'' + text(raw) + '\'';
    }

    /** Whether a character neither moves the cursor nor ends the line nor turns the writing around nor is invisible. */
    public static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint);
        return "0000".substring(Math.min(4, digits.length())) + digits;
    }
}
