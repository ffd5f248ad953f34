package dev.squeezebench.records.json;

import dev.squeezebench.records.text.UserError;

/** JSON that is not what was expected; the message names the field by its path and says what was expected. */
public final class JsonFormatException extends RuntimeException implements UserError {
    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }

    public JsonFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
