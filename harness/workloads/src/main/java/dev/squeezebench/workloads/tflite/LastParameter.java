package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.util.Optional;

/** Keeps the last parameter read, since the parts of a split one are written one after the other. */
final class LastParameter {
    private final Weights weights;
    private Optional<Parameter> parameter = Optional.empty();
    private float[] elements = {};

    LastParameter(Weights weights) {
        this.weights = weights;
    }

    /** All elements; callers do not change them. */
    float[] read(Parameter wanted) throws IOException {
        if (!parameter.equals(Optional.of(wanted))) {
            parameter = Optional.empty();
            elements = new float[0];
            elements = weights.read(wanted);
            if (elements.length != wanted.elements()) {
                throw new IOException(
                        wanted.name() + " has " + elements.length + " elements instead of " + wanted.elements());
            }
            parameter = Optional.of(wanted);
        }
        return elements;
    }
}
