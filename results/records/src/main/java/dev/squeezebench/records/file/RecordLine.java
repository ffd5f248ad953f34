package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A record as one line of JSON, UTF-8, ended by a line feed. Portable and without reflection: the phone writes the same. */
public final class RecordLine {
    private static final String RUN = "run";
    private static final String ENVIRONMENT = "environment";
    private static final String MODEL = "model";
    private static final String TRIAL = "trial";
    private static final String ROUND = "round";
    private static final String COMPARISON = "comparison";
    private static final String PROFILE = "profile";

    private RecordLine() {}

    /** The record's line. */
    public static byte[] of(ResultRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonOutput json = JsonOutput.to(line)) {
            json.document(fields -> write(fields, record));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(JsonOutput json, ResultRecord record) throws IOException {
        if (record instanceof RunRecord run) {
            RunFields.write(head(json, RUN, record), run);
        } else if (record instanceof Environment environment) {
            EnvironmentFields.write(head(json, ENVIRONMENT, record), environment);
        } else if (record instanceof ModelRecord model) {
            ModelFields.write(head(json, MODEL, record), model);
        } else if (record instanceof Trial trial) {
            TrialFields.write(head(json, TRIAL, record), trial);
        } else if (record instanceof RoundRecord round) {
            RoundFields.write(head(json, ROUND, record), round);
        } else if (record instanceof Comparison comparison) {
            ComparisonFields.write(head(json, COMPARISON, record), comparison);
        } else if (record instanceof Profile profile) {
            ProfileFields.write(head(json, PROFILE, record), profile);
        } else {
            throw new IllegalArgumentException("a record of an unknown kind: " + record.getClass());
        }
    }

    private static JsonOutput head(JsonOutput json, String kind, ResultRecord record) throws IOException {
        return json.text("schema", ResultRecord.SCHEMA)
                .text("record", kind)
                .text("run", record.run())
                .text("at", record.at().toString());
    }

    /**
     * The record of a line's fields; empty for a kind of record that this version does not know.
     *
     * @throws JsonFormatException when the fields are no record
     * @throws NewerSchemaException when a newer program wrote it
     */
    static Optional<ResultRecord> read(JsonFields fields) throws NewerSchemaException {
        RecordHead head = RecordHead.read(fields);
        try {
            return switch (fields.text("record")) {
                case RUN -> Optional.of(RunFields.read(fields, head));
                case ENVIRONMENT -> Optional.of(EnvironmentFields.read(fields, head));
                case MODEL -> Optional.of(ModelFields.read(fields, head));
                case TRIAL -> Optional.of(TrialFields.read(fields, head));
                case ROUND -> Optional.of(RoundFields.read(fields, head));
                case COMPARISON -> Optional.of(ComparisonFields.read(fields, head));
                case PROFILE -> Optional.of(ProfileFields.read(fields, head));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("has a value that cannot be: " + e.getMessage(), e);
        }
    }
}
