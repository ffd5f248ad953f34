package dev.squeezebench.records.file;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** A result file that cannot be read or written: one line with the file, the cause and what to do. */
public final class ResultFileException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    public ResultFileException(String message) {
        super(message);
    }

    public ResultFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
