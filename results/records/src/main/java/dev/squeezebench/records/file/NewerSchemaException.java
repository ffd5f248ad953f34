package dev.squeezebench.records.file;

import dev.squeezebench.records.ResultRecord;
import java.io.IOException;

/** A record that a newer program wrote. */
final class NewerSchemaException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerSchemaException(String schema) {
        super("is written in schema " + schema + "; this program reads up to " + ResultRecord.SCHEMA
                + ": use a newer squeezebench");
    }
}
