package dev.squeezebench.workloads.tensors;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** An array is not what it should be; the message goes on after its name. */
final class NpyFormatException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    NpyFormatException(String message) {
        this(message, "save the arrays again by numpy.savez");
    }

    NpyFormatException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
