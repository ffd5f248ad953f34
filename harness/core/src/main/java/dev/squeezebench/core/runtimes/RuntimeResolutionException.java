package dev.squeezebench.core.runtimes;

import dev.squeezebench.records.text.UserError;
import org.jspecify.annotations.Nullable;

/** A runtime's version cannot be had; the message is one line with the cause and what to do. */
public final class RuntimeResolutionException extends Exception implements UserError {
    private static final long serialVersionUID = 1;

    public RuntimeResolutionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
