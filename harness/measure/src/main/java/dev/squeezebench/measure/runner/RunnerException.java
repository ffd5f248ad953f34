package dev.squeezebench.measure.runner;

import dev.squeezebench.records.text.UserError;

/** A runtime failed; the message is one sentence that a user can act on. */
public class RunnerException extends Exception implements UserError {
    private static final long serialVersionUID = 1L;

    public RunnerException(String message) {
        super(message);
    }

    public RunnerException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.NOT_USABLE;
    }
}
