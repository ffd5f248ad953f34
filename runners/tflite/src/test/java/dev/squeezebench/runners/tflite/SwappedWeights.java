package dev.squeezebench.runners.tflite;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;

/** Weights in which two parameters of one shape have changed places: a defect that an output check has to see. */
record SwappedWeights(Weights weights, Parameter first, Parameter second) implements Weights {
    @Override
    public String provenance() {
        return weights.provenance() + " with " + first.name() + " and " + second.name() + " swapped";
    }

    @Override
    public float[] read(Parameter parameter) throws IOException {
        if (parameter.equals(first)) {
            return weights.read(second);
        }
        return weights.read(parameter.equals(second) ? first : parameter);
    }
}
