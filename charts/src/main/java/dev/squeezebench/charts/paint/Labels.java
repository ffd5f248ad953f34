package dev.squeezebench.charts.paint;

import java.awt.Font;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes any text fit to be drawn: nothing invisible, nothing wider than its place. */
public final class Labels {
    private static final String ELLIPSIS = "\u2026";

    private Labels() {}

    /**
     * The text with everything that cannot be seen written as an escape: control and formatting characters (line ends,
     * terminal sequences, direction overrides) and lone surrogates. Letters for which there is no font are said by script
     * and number, such as {@code [Han 4e2d 6587]}.
     */
    public static String visible(String text, Font font) {
        StringBuilder shown = new StringBuilder(text.length());
        UnicodeScript open = null;
        for (int c : text.codePoints().toArray()) {
            UnicodeScript script = c == ' ' || hidden(c) || Typeface.canDraw(c, font) ? null : script(c);
            if (open != null && script != open) {
                shown.append(']');
            }
            if (script != null) {
                shown.append(script == open ? " " : '[' + name(script) + ' ').append(Integer.toHexString(c));
            } else if (hidden(c) || (c != ' ' && !Typeface.canDraw(c, font))) {
                shown.append(String.format(Locale.ROOT, c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
            open = script;
        }
        return open == null ? shown.toString() : shown.append(']').toString();
    }

    /** The script of a letter; none for what belongs to no script, such as emoji. */
    private static @Nullable UnicodeScript script(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED || script == UnicodeScript.UNKNOWN
                ? null
                : script;
    }

    private static String name(UnicodeScript script) {
        String name = script.name().replace('_', ' ');
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** The visible text, its middle left out where it is wider than that: names differ at both ends. */
    public static String fit(String text, Font font, double width) {
        String whole = visible(text, font);
        if (Typeface.width(whole, font) <= width) {
            return whole;
        }
        int low = 0;
        int high = whole.length();
        while (low < high) {
            int kept = (low + high + 1) / 2;
            if (Typeface.width(shortened(whole, kept), font) <= width) {
                low = kept;
            } else {
                high = kept - 1;
            }
        }
        return shortened(whole, low);
    }

    /** Keeps that many characters: two thirds of them at the beginning. */
    private static String shortened(String text, int kept) {
        int head = (2 * kept + 2) / 3;
        int tail = kept - head;
        int from = text.length() - tail;
        if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
            head--;
        }
        if (from < text.length() && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        return text.substring(0, head) + ELLIPSIS + text.substring(from);
    }

    /** Lines no wider than that, broken at spaces; the last of at most {@code lines} ends in an ellipsis. */
    public static List<String> wrap(String text, Font font, double width, int lines) {
        List<String> wrapped = new ArrayList<>();
        String line = "";
        for (String word : visible(text, font).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + ' ' + word;
            if (line.isEmpty() || Typeface.width(longer, font) <= width || wrapped.size() == lines - 1) {
                line = longer;
            } else {
                wrapped.add(line);
                line = word;
            }
        }
        wrapped.add(line);
        return wrapped.stream().map(each -> fit(each, font, width)).toList();
    }
}
