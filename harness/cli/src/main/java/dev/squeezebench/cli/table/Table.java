package dev.squeezebench.cli.table;

import java.util.List;

/**
 * A rectangle of text under headings.
 *
 * @param columns headings with their alignment
 * @param rows as many cells each as there are columns
 */
public record Table(List<Column> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " headings");
            }
        }
    }

    /** Where a column's text stands. */
    public enum Align {
        LEFT,
        RIGHT
    }

    /**
     * One column.
     *
     * @param heading what it holds
     * @param align numbers stand to the right
     */
    public record Column(String heading, Align align) {
        public static Column left(String heading) {
            return new Column(heading, Align.LEFT);
        }

        public static Column right(String heading) {
            return new Column(heading, Align.RIGHT);
        }
    }
}
