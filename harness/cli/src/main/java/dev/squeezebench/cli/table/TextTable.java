package dev.squeezebench.cli.table;

import dev.squeezebench.cli.table.Table.Align;
import dev.squeezebench.cli.table.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for a terminal: columns aligned, two spaces apart. Where it would be wider than asked, the last column's text is
 * broken at spaces into several lines, as long as some room is left for it; where that is not enough, it becomes a {@link
 * GroupedTable}.
 */
public final class TextTable {
    private static final String GAP = "  ";
    private static final int NARROWEST_TEXT = 20;

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
        List<String> lines = new ArrayList<>();
        lines.addAll(text.row(text.headings(), maxWidth));
        table.rows().forEach(row -> lines.addAll(text.row(row, maxWidth)));
        boolean fits = lines.stream().allMatch(line -> line.length() <= maxWidth);
        return fits || table.columns().size() < GroupedTable.FEWEST_COLUMNS
                ? lines
                : GroupedTable.lines(table, maxWidth);
    }

    static TextTable of(Table table) {
        return new TextTable(table);
    }

    /** One row's lines, its cells under the columns of this table. */
    List<String> row(List<String> cells, int maxWidth) {
        int last = cells.size() - 1;
        int before =
                widths.subList(0, last).stream().mapToInt(Integer::intValue).sum() + GAP.length() * last;
        boolean text = table.columns().get(last).align() == Align.LEFT;
        List<String> parts =
                text ? broken(cells.get(last), Math.max(NARROWEST_TEXT, maxWidth - before)) : List.of(cells.get(last));
        List<String> lines = new ArrayList<>();
        lines.add(line(cells, parts.get(0)));
        parts.stream().skip(1).forEach(part -> lines.add(" ".repeat(before) + part));
        return lines;
    }

    /** At least one line; words that are longer than the width stay whole, so that paths can be copied. */
    static List<String> broken(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    List<String> headings() {
        return table.columns().stream().map(Column::heading).toList();
    }

    private String line(List<String> cells, String lastCell) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = column == cells.size() - 1 ? lastCell : cells.get(column);
            String space = " ".repeat(Math.max(0, widths.get(column) - cell.length()));
            boolean right = table.columns().get(column).align() == Align.RIGHT;
            line.append(column == 0 ? "" : GAP).append(right ? space + cell : cell + space);
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
