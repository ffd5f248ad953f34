package dev.squeezebench.cli.table;

import dev.squeezebench.cli.options.Format;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables that belong together.
 *
 * @param tables by title, in order
 */
public record Listing(Map<String, Table> tables) {
    private static final int WIDTH = 100;

    public Listing {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** One table. */
    public static Listing of(String title, Table table) {
        return new Listing(Map.of(title, table));
    }

    /** Whole lines in the format; in CSV an empty line parts the tables. */
    public String render(Format format) {
        return switch (format) {
            case TEXT -> parts(title -> List.of(title), table -> indented(TextTable.lines(table, WIDTH - 2)));
            case MARKDOWN -> parts(title -> List.of("## " + title, ""), MarkdownTable::lines);
            case CSV -> parts(title -> List.of(), CsvTable::lines);
            case JSON -> json();
        };
    }

    private String parts(
            java.util.function.Function<String, List<String>> head,
            java.util.function.Function<Table, List<String>> body) {
        List<String> blocks = new ArrayList<>();
        tables.forEach((title, table) -> {
            List<String> lines = new ArrayList<>(head.apply(title));
            lines.addAll(body.apply(table));
            blocks.add(lines.stream().map(line -> line + '\n').collect(Collectors.joining()));
        });
        return String.join("\n", blocks);
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }

    private String json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(document -> {
                for (Map.Entry<String, Table> each : tables.entrySet()) {
                    Table table = each.getValue();
                    document.objects(each.getKey(), table.rows(), (row, cells) -> fields(row, table, cells));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8) + '\n';
    }

    private static void fields(JsonOutput json, Table table, List<String> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                json.text(table.columns().get(column).heading().replace(' ', '_'), cells.get(column));
            }
        }
    }
}
