package dev.squeezebench.records.file;

import dev.squeezebench.records.Warning;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;
import java.util.regex.Pattern;

/** The fields of a warning, the same in a trial's journal and in its record. */
public final class WarningFields {
    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*");

    private WarningFields() {}

    /** Writes the fields. */
    public static void write(JsonOutput json, Warning warning) throws IOException {
        json.text("code", warning.code()).text("message", warning.message()).text("remedy", warning.remedy());
    }

    /** Reads the fields. */
    public static Warning read(JsonFields fields) {
        return new Warning(
                fields.text("code", CODE, "a word as in not_steady"), fields.text("message"), fields.text("remedy"));
    }

    /** Reads those of version 1, in which three codes had hyphens. */
    static Warning readFirst(JsonFields fields) {
        return new Warning(code(fields.text("code")), fields.text("message"), fields.text("remedy"));
    }

    /** The code that a code of version 1 became. */
    static String code(String first) {
        return first.replace('-', '_');
    }
}
