package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.UserError;
import java.io.IOException;

/** A weight does not fit into the type that a model is to be written in. The message is one line: name, cause, remedy. */
public final class UnrepresentableWeightException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the parameter
     * @param value that does not fit
     * @param type that was asked for
     * @param largest value of the type
     */
    public UnrepresentableWeightException(String name, float value, ElementType type, float largest) {
        super(Printable.text(name) + " contains " + value + ", and the largest " + type.word() + " is " + largest
                + "; measure it in float32");
    }
}
