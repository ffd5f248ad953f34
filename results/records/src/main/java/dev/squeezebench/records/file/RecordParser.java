package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RoundRatio;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** One line of JSON as a record. */
final class RecordParser {
    private static final String FAMILY = "squeezebench/";

    private RecordParser() {}

    /**
     * The line's record; empty for a kind of record that this version does not know.
     *
     * @throws JsonFormatException when the line is no record
     * @throws NewerSchemaException when a newer program wrote it
     */
    static Optional<ResultRecord> parse(byte[] line) throws NewerSchemaException {
        JsonFields fields = JsonFields.parse(line);
        checkSchema(fields);
        try {
            return record(fields);
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("holds a value that cannot be: " + e.getMessage(), e);
        }
    }

    private static Optional<ResultRecord> record(JsonFields fields) {
        String run = fields.text("run");
        Instant at = instant(fields, "at");
        return switch (fields.text("record")) {
            case "run" -> Optional.of(run(fields, run, at));
            case "environment" -> Optional.of(EnvironmentParser.parse(fields, run, at));
            case "model" -> Optional.of(model(fields, run, at));
            case "trial" -> Optional.of(TrialParser.parse(fields, run, at));
            case "comparison" -> Optional.of(comparison(fields, run, at));
            default -> Optional.empty();
        };
    }

    static Instant instant(JsonFields fields, String name) {
        try {
            return Instant.parse(fields.text(name));
        } catch (DateTimeParseException e) {
            throw fields.wrong(name, "is no time as in 2026-11-23T12:00:00Z");
        }
    }

    private static void checkSchema(JsonFields fields) throws NewerSchemaException {
        String schema = fields.text("schema");
        if (schema.equals(ResultRecord.SCHEMA)) {
            return;
        }
        if (schema.matches(FAMILY + "[1-9][0-9]{0,8}")) {
            throw new NewerSchemaException(schema);
        }
        throw fields.wrong("schema", "is not " + ResultRecord.SCHEMA + ": not a result file of squeezebench");
    }

    private static RunRecord run(JsonFields fields, String run, Instant at) {
        return new RunRecord(
                run,
                at,
                fields.text("version"),
                fields.texts("command_line"),
                fields.longInteger("seed"),
                fields.textMap("settings"),
                fields.flag("quick"),
                fields.flag("identified"),
                fields.textMap("bundle"));
    }

    private static ModelRecord model(JsonFields fields, String run, Instant at) {
        ModelFile file = new ModelFile(
                fields.text("path"),
                fields.text("sha256"),
                fields.longInteger("bytes"),
                fields.optionalLongInteger("parameters"),
                fields.optionalLongInteger("flop"),
                fields.text("weights"),
                fields.text("format"),
                fields.optionalInteger("opset"));
        return new ModelRecord(
                run,
                at,
                fields.text("workload"),
                fields.text("lowering"),
                fields.text("fusion"),
                fields.text("dtype"),
                fields.integer("batch"),
                fields.integer("sequence_length"),
                file);
    }

    private static Comparison comparison(JsonFields fields, String run, Instant at) {
        Spread spread = fields.has("interval") ? interval(fields.object("interval")) : range(fields.object("range"));
        return new Comparison(
                run,
                at,
                fields.text("candidate"),
                fields.text("baseline"),
                fields.text("metric"),
                fields.decimal("ratio"),
                spread,
                fields.objects(
                        "rounds",
                        round -> new RoundRatio(round.text("run"), round.integer("round"), round.decimal("ratio"))));
    }

    private static Spread interval(JsonFields fields) {
        return new Spread.Interval(
                fields.decimal("lower"), fields.decimal("upper"), fields.decimal("confidence"), fields.text("method"));
    }

    private static Spread range(JsonFields fields) {
        return new Spread.Range(fields.decimal("lower"), fields.decimal("upper"));
    }
}
