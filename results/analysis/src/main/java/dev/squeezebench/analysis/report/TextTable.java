package dev.squeezebench.analysis.report;

import java.util.ArrayList;
import java.util.List;

/** An aligned table: the first column to the left, the others to the right, empty columns left out. */
final class TextTable {
    private static final String GAP = "  ";

    private final int width;
    private final String indent;
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(int width, String indent, List<String> heads) {
        this.width = width;
        this.indent = indent;
        this.heads = heads;
    }

    void add(List<String> cells) {
        rows.add(cells);
    }

    /** The lines; none when there are no rows. A name that is too long has a line of its own above its numbers. */
    String render() {
        if (rows.isEmpty()) {
            return "";
        }
        int[] widths = widths();
        int numbers = indent.length();
        for (int column = 1; column < widths.length; column++) {
            numbers += widths[column] == 0 ? 0 : GAP.length() + widths[column];
        }
        widths[0] = Math.max(heads.get(0).length(), Math.min(widths[0], width - numbers));
        StringBuilder text = new StringBuilder();
        line(text, heads, widths);
        for (List<String> row : rows) {
            line(text, row, widths);
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[heads.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int column = 0; column < widths.length; column++) {
            widths[column] = widths[column] == 0
                    ? 0
                    : Math.max(widths[column], heads.get(column).length());
        }
        return widths;
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(indent);
        String name = cells.get(0);
        if (name.length() > widths[0]) {
            int room = width - indent.length();
            text.append(indent)
                    .append(name.length() > room ? name.substring(0, room - 3) + "..." : name)
                    .append('\n');
            name = "";
        }
        line.append(name);
        pad(line, widths[0] - name.length());
        for (int column = 1; column < widths.length; column++) {
            if (widths[column] > 0) {
                line.append(GAP);
                pad(line, widths[column] - cells.get(column).length());
                line.append(cells.get(column));
            }
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        text.append(line, 0, end).append('\n');
    }

    private static void pad(StringBuilder line, int spaces) {
        for (int i = 0; i < spaces; i++) {
            line.append(' ');
        }
    }
}
