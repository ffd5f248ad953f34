package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.ResultRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema against what is written, by another project's validator. */
class ResultSchemaTest {
    /** Words of the schema that are no field. */
    private static final Set<String> KEYWORDS = Set.of("properties", "items", "if", "then", "else");

    @Test
    void describesEveryFieldOfEveryRecord() throws IOException {
        // The published schema lets unknown fields pass; here a field that it does not describe is an error.
        Schema strict = schema(text().replace("\"additionalProperties\": true", "\"additionalProperties\": false"));
        for (ResultRecord record : Examples.all()) {
            String line = line(record);
            assertThat(strict.validate(line, InputFormat.JSON)).as(line).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "squeezebench/2; squeezebench/1",
                "\"round\":1; \"round\":0",
                "\"round\":1; \"round\":1.5",
                "\"outcome\":\"measured\"; \"outcome\":\"perfect\"",
                "\"outcome\":\"measured\"; \"outcome\":\"failed\"",
                "[56000000,; [-1,",
                "\"load_ns\":150000000; \"load_ns\":\"150 ms\"",
                "\"at\":\"2026-11-23T12:34:56.789Z\"; \"at\":\"23.11.2026\"",
                "\"reference\":\"reference-float64\",; ``",
                "\"lowering\":\"conv\",; ``"
            })
    void refusesWhatItDoesNotAllow(String valid, String broken) throws IOException {
        String line = line(Examples.trial());
        assertThat(line).contains(valid);
        List<Error> errors = schema(text()).validate(line.replace(valid, broken), InputFormat.JSON);
        assertThat(errors).isNotEmpty();
    }

    @Test
    void letsFieldsOfLaterVersionsPass() throws IOException {
        String line = line(Examples.trial()).replace("\"round\":1", "\"round\":1,\"colour\":\"red\"");
        assertThat(schema(text()).validate(line, InputFormat.JSON)).isEmpty();
    }

    @Test
    void namesNothingThatTheHandbookDoesNotExplain() throws IOException {
        String handbook = Files.readString(docs().resolve("result-schema.md"));
        // Definitions that describe one number or text are used by name; none of them is a field.
        List<String> names = text().lines()
                .filter(line -> !line.matches("    \"[a-z0-9_]+\": \\{.*"))
                .filter(line -> line.matches(" +\"[a-z0-9_]+\": \\{.*"))
                .map(line -> line.replaceAll("^ +\"([a-z0-9_]+)\".*", "$1"))
                .filter(name -> !KEYWORDS.contains(name))
                .distinct()
                .toList();
        assertThat(names).contains("measure_ns", "ratio").allSatisfy(name -> assertThat(handbook)
                .contains("`" + name + "`"));
    }

    private static String line(ResultRecord record) {
        return new String(RecordLine.of(record), StandardCharsets.UTF_8);
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static String text() throws IOException {
        return Files.readString(docs().resolve("result-schema.json"));
    }

    private static Path docs() {
        return Path.of(System.getProperty("root.dir"), "docs");
    }
}
