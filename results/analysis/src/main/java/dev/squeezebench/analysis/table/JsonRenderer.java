package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables as JSON: a list of objects each, under the table's name; numbers and booleans as such, no key for what is absent. */
public final class JsonRenderer {
    private JsonRenderer() {}

    /** One object with all tables. */
    public static String render(List<Table> tables) {
        return render(json -> {
            for (Table table : tables) {
                rows(json, table);
            }
        });
    }

    /** One object, fit for a terminal: no character in it moves a cursor or turns the writing around. */
    public static String render(JsonOutput.Part fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8) + '\n';
    }

    /** The table's rows as a field of an object. */
    public static void rows(JsonOutput json, Table table) throws IOException {
        Table programs = table.view(Audience.JSON);
        json.objects(table.name(), programs.rows(), (fields, row) -> {
            for (int column = 0; column < row.size(); column++) {
                cell(fields, programs.columns().get(column).key(), row.get(column));
            }
        });
    }

    private static void cell(JsonOutput json, String key, Cell cell) throws IOException {
        if (cell instanceof Cell.Text text) {
            json.text(key, text.value());
        } else if (cell instanceof Cell.Reference reference) {
            json.text(key, reference.shown());
        } else if (cell instanceof Cell.Flag flag) {
            json.flag(key, flag.value());
        } else if (cell instanceof Cell.Numeric number && number.value() instanceof Long whole) {
            json.integer(key, whole);
        } else if (cell instanceof Cell.Numeric number) {
            json.decimal(key, number.value().doubleValue());
        } else if (cell instanceof Cell.Nested nested) {
            rows(json, new Table(key, nested.rows().columns(), nested.rows().rows()));
        }
    }
}
