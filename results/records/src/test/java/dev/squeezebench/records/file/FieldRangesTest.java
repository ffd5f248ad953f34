package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of every record with every kind of wrong value: the reader against the published schema, compiled once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldRangesTest {
    private static final Path FILE = Path.of("results.jsonl");
    private static final String ABSENT = "(absent)";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Schema schema;

    FieldRangesTest() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("root.dir"), "docs", "result-schema.json"));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABSENT,
                "0",
                "-1",
                "1",
                "1.5",
                "-0.5",
                "2147483647",
                "2147483648",
                "1000000000000001",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775809",
                "1e400",
                "-1e400",
                "\"NaN\"",
                "\"\"",
                "\"150 ms\"",
                "true",
                "[]",
                "{}",
                "[1]",
                "[0]",
                "[-1]",
                "[1.5]",
                "[\"a\"]",
                "[{}]",
                "{\"a\":1}",
                "{\"a\":\"b\"}"
            })
    void theReaderRefusesWhatTheSchemaRefusesAndNamesLineAndField(String wrong) throws IOException {
        List<String> problems = new ArrayList<>();
        for (ResultRecord record : Examples.all()) {
            JsonNode whole = MAPPER.readTree(RecordLine.of(record));
            for (String pointer : pointers(whole, "")) {
                check(replaced(whole, pointer, wrong), pointer)
                        .ifPresent(problem -> problems.add(pointer + " = " + wrong + ": " + problem));
            }
        }
        assertThat(problems).isEmpty();
    }

    private Optional<String> check(String line, String pointer) throws IOException {
        boolean allowed = schema.validate(line, InputFormat.JSON).isEmpty();
        String message = message(line);
        if (message.isEmpty()) {
            return allowed ? Optional.empty() : Optional.of("was read");
        }
        String name = pointer.replaceAll("(/[0-9]+)+$", "").replaceAll(".*/", "");
        // What is possible by itself may contradict another field.
        boolean named = message.endsWith(" is missing")
                || message.matches("results\\.jsonl line 2 field \\S*\\b\\Q" + name + "\\E\\b[^\n]*");
        boolean contradiction = message.startsWith("results.jsonl line 2 has a value that cannot be: ");
        return (allowed ? contradiction : named) ? Optional.empty() : Optional.of(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "0x10", "01", ".5", "1.", "'a'", "nul"})
    void whatIsNoJsonIsSaidInPlainWords(String wrong) throws IOException {
        String line = new String(RecordLine.of(Examples.trial()), StandardCharsets.UTF_8);
        assertThat(message(line.replace("\"load_ns\":150000000", "\"load_ns\":" + wrong)))
                .startsWith("results.jsonl line 2 is not valid JSON: ")
                .contains(" at column ")
                .doesNotContain("Json", "enable", "Feature", "REDACTED", "token");
    }

    private String message(String line) throws IOException {
        try {
            read(line);
            return "";
        } catch (ResultFileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void read(String line) throws IOException {
        byte[] file = (new String(RecordLine.of(Examples.run()), StandardCharsets.UTF_8) + line.strip() + '\n')
                .getBytes(StandardCharsets.UTF_8);
        ResultReader.read(new ByteArrayInputStream(file), FILE);
    }

    /** Every field and every element of an array, as JSON pointers. */
    private static List<String> pointers(JsonNode node, String path) {
        List<String> pointers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            // Only the record's own kind is free; its name decides which fields it has.
            if (!field.getKey().equals("record")) {
                pointers.add(path + '/' + field.getKey());
                pointers.addAll(pointers(field.getValue(), path + '/' + field.getKey()));
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.add(path + '/' + i);
            pointers.addAll(pointers(node.get(i), path + '/' + i));
        }
        return pointers;
    }

    private static String replaced(JsonNode whole, String pointer, String value) throws JsonProcessingException {
        JsonNode copy = whole.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, last));
        String key = pointer.substring(last + 1);
        if (value.equals(ABSENT)) {
            if (parent instanceof ArrayNode array) {
                array.remove(Integer.parseInt(key));
            } else {
                ((ObjectNode) parent).remove(key);
            }
            return MAPPER.writeValueAsString(copy);
        }
        // A mark, since Jackson would write 1e400 in another form.
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), "@mark@");
        } else {
            ((ObjectNode) parent).put(key, "@mark@");
        }
        return MAPPER.writeValueAsString(copy).replace("\"@mark@\"", value);
    }
}
