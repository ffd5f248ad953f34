package dev.squeezebench.cli.table;

import dev.squeezebench.cli.table.Table.Align;
import java.util.ArrayList;
import java.util.List;

/** A table in GitHub's Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /** The table's lines, heading first. */
    public static List<String> lines(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(line(table.columns().stream().map(Table.Column::heading).toList()));
        lines.add(table.columns().stream()
                .map(column -> column.align() == Align.RIGHT ? "---:" : "---")
                .reduce("|", (line, rule) -> line + rule + "|"));
        table.rows().forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .reduce("|", (line, cell) -> line + ' ' + cell + " |");
    }
}
