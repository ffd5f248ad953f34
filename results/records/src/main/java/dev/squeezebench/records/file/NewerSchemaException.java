package dev.squeezebench.records.file;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** A record that a newer program wrote. */
final class NewerSchemaException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    NewerSchemaException(String schema) {
        super("is written in schema " + schema + "; this program reads up to " + ResultRecord.SCHEMA
                + ": use a newer squeezebench");
    }
}
