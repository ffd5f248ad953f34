package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.records.text.UserError;

/** A pickle contains something else than tensors. The message is the cause, without the file's name. */
final class RefusedPickleException extends Exception implements UserError {
    private static final long serialVersionUID = 1L;

    RefusedPickleException(String cause) {
        super(cause);
    }
}
