package dev.squeezebench.records.file;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.json.JsonFields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * What every record begins with.
 *
 * @param version of the schema that it was written in
 * @param run id of the run
 * @param at when it was written
 */
record RecordHead(int version, String run, Instant at) {
    private static final String FAMILY = "squeezebench/";
    private static final int NEWEST = Integer.parseInt(ResultRecord.SCHEMA.substring(FAMILY.length()));
    private static final Pattern SCHEMA = Pattern.compile(FAMILY + "[1-9][0-9]{0,8}");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    /**
     * Reads it.
     *
     * @throws NewerSchemaException when a newer program wrote the record
     */
    static RecordHead read(JsonFields fields) throws NewerSchemaException {
        String schema = fields.text("schema", SCHEMA, ResultRecord.SCHEMA + ": not a result file of squeezebench");
        int version = Integer.parseInt(schema.substring(FAMILY.length()));
        if (version > NEWEST) {
            throw new NewerSchemaException(schema);
        }
        return new RecordHead(version, fields.name("run"), time(fields, "at"));
    }

    /** Whether it was written in version 1 of the schema, that of squeezebench 0.1.0. */
    boolean isFirstVersion() {
        return version == 1;
    }

    /** Whether these are the fields of such a record. */
    static boolean isFirstVersion(JsonFields fields) {
        return fields.text("schema").equals(FAMILY + 1);
    }

    /** A time in UTC. */
    static Instant time(JsonFields fields, String name) {
        String expected = "a time as in 2026-11-23T12:00:00Z";
        try {
            return Instant.parse(fields.text(name, TIME, expected));
        } catch (DateTimeParseException e) {
            throw fields.wrong(name, "is not " + expected);
        }
    }
}
