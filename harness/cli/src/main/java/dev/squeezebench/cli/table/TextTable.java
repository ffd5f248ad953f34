package dev.squeezebench.cli.table;

import dev.squeezebench.cli.table.Table.Align;
import dev.squeezebench.cli.table.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for a terminal: columns aligned, two spaces apart. Where it would be wider than asked, the first column's text
 * gets a line of its own and the rest stands indented under it.
 */
public final class TextTable {
    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    private final Table table;
    private final List<Integer> widths;

    private TextTable(Table table) {
        this.table = table;
        this.widths = IntStream.range(0, table.columns().size())
                .mapToObj(column -> width(table, column))
                .toList();
    }

    /** The table's lines, heading first, none with trailing spaces. */
    public static List<String> lines(Table table, int maxWidth) {
        TextTable text = new TextTable(table);
        return text.totalWidth() <= maxWidth ? text.straight() : text.folded();
    }

    private int totalWidth() {
        return widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    }

    private List<String> straight() {
        List<String> lines = new ArrayList<>();
        lines.add(line(headings(), 0));
        table.rows().forEach(row -> lines.add(line(row, 0)));
        return lines;
    }

    private List<String> folded() {
        List<String> lines = new ArrayList<>();
        lines.add(headings().get(0));
        lines.add(INDENT + line(headings(), 1));
        for (List<String> row : table.rows()) {
            lines.add(row.get(0));
            lines.add(INDENT + line(row, 1));
        }
        return lines;
    }

    private List<String> headings() {
        return table.columns().stream().map(Column::heading).toList();
    }

    private String line(List<String> cells, int from) {
        StringBuilder line = new StringBuilder();
        for (int column = from; column < cells.size(); column++) {
            String cell = cells.get(column);
            String space = " ".repeat(widths.get(column) - cell.length());
            boolean right = table.columns().get(column).align() == Align.RIGHT;
            line.append(column == from ? "" : GAP).append(right ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    private static int width(Table table, int column) {
        return IntStream.concat(
                        IntStream.of(table.columns().get(column).heading().length()),
                        table.rows().stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }
}
