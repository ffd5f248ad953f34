package dev.squeezebench.charts;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** A chart that cannot be written, or results that cannot be read: one line with the file, the cause and the remedy. */
public final class ChartException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    public ChartException(String message, Throwable cause) {
        super(message, cause);
    }
}
