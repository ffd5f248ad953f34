package dev.squeezebench.cli.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table that is too wide for its lines: the first column's text stands on a line of its own above the rows that it is
 * common to, and the second column's is cut in its middle to the room that the others leave. A row of nothing but a text in
 * its last column has the whole width for it.
 */
final class GroupedTable {
    static final int FEWEST_COLUMNS = 3;
    private static final String INDENT = "  ";
    private static final int GAP = 2;
    private static final int NARROWEST_NAME = 12;

    private GroupedTable() {}

    static List<String> lines(Table table, int maxWidth) {
        int width = maxWidth - INDENT.length();
        int room = Math.max(NARROWEST_NAME, width - besidesTheName(table));
        Table rest = new Table(
                table.columns().subList(1, table.columns().size()),
                table.rows().stream().map(row -> withoutGroup(row, room)).toList());
        TextTable text = TextTable.of(rest);
        List<String> lines = new ArrayList<>();
        lines.add(table.columns().get(0).heading());
        text.row(text.headings(), width).forEach(line -> lines.add(INDENT + line));
        String group = "";
        for (int i = 0; i < table.rows().size(); i++) {
            String first = table.rows().get(i).get(0);
            if (i == 0 || !first.equals(group)) {
                lines.add(first);
                group = first;
            }
            List<String> cells = rest.rows().get(i);
            String last = cells.get(cells.size() - 1);
            boolean alone = cells.subList(0, cells.size() - 1).stream().allMatch(String::isEmpty);
            (alone ? TextTable.broken(last, width) : text.row(cells, width)).forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private static List<String> withoutGroup(List<String> row, int room) {
        List<String> cells = new ArrayList<>(row.subList(1, row.size()));
        cells.set(0, cut(cells.get(0), room));
        return cells;
    }

    /** Beginning and end of a text: names that a tool made differ at either. */
    static String cut(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        int end = (room - 1) / 2;
        return text.substring(0, room - 1 - end) + '\u2026' + text.substring(text.length() - end);
    }

    /** What the columns behind the name need: all of a number, and the longest word of a text. */
    private static int besidesTheName(Table table) {
        int last = table.columns().size() - 1;
        return IntStream.rangeClosed(2, last)
                .map(column -> GAP
                        + cells(table, column)
                                .flatMap(cell -> column == last ? Arrays.stream(cell.split(" ", -1)) : Stream.of(cell))
                                .mapToInt(String::length)
                                .max()
                                .orElse(0))
                .sum();
    }

    /** The heading and the cells of a column, without the rows that are one text. */
    private static Stream<String> cells(Table table, int column) {
        return Stream.concat(
                Stream.of(table.columns().get(column).heading()),
                table.rows().stream().filter(row -> !row.get(1).isEmpty()).map(row -> row.get(column)));
    }
}
