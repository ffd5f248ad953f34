package dev.squeezebench.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table as RFC 4180 has it: quotes only where they are needed. */
public final class CsvTable {
    private CsvTable() {}

    /** The table's lines without line ends, heading first. */
    public static List<String> lines(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(line(table.columns().stream().map(Table.Column::heading).toList()));
        table.rows().forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvTable::cell).collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
