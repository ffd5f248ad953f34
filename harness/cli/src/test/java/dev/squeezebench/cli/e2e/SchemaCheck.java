package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published schema of result files, applied by another project's validator. */
final class SchemaCheck {
    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    static SchemaCheck published() throws IOException {
        String text = Files.readString(Command.property("root.dir").resolve("docs/result-schema.json"));
        return new SchemaCheck(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON));
    }

    /** Every line is a record of the schema, and there is at least one. */
    void accepts(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).as(file.toString()).isNotEmpty().allSatisfy(line -> assertThat(
                        schema.validate(line, InputFormat.JSON))
                .isEmpty());
    }
}
