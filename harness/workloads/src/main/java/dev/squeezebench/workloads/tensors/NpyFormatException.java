package dev.squeezebench.workloads.tensors;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** An array is not what it should be; the message goes on after its name. */
final class NpyFormatException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    NpyFormatException(String message) {
        super(message);
    }
}
