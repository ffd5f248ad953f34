package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.text.Escaping;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as RFC 4180 has them: a line of keys, raw numbers, absent values empty; an empty line between two tables. */
public final class CsvRenderer {
    private static final String END = "\r\n";

    private CsvRenderer() {}

    /** Whole lines. */
    public static String render(List<Table> tables) {
        return tables.stream().map(CsvRenderer::table).collect(Collectors.joining(END));
    }

    private static String table(Table table) {
        Table programs = table.view(Audience.PROGRAMS);
        String head = programs.columns().stream()
                .map(column -> Escaping.csv(column.key()))
                .collect(Collectors.joining(",", "", END));
        return programs.rows().stream()
                .map(row -> row.stream().map(CsvRenderer::cell).collect(Collectors.joining(",", "", END)))
                .collect(Collectors.joining("", head, ""));
    }

    private static String cell(Cell cell) {
        if (cell instanceof Cell.Numeric number) {
            return String.valueOf(number.value());
        }
        if (cell instanceof Cell.Flag flag) {
            return String.valueOf(flag.value());
        }
        return Escaping.csv(cell.shown());
    }
}
