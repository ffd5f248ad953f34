package dev.squeezebench.workloads;

import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.util.Optional;

/**
 * Weights that remember the parameter read last: a lowering that stores the groups of one parameter apart reads it once. Its
 * arrays are shared and must not be changed.
 */
public final class CachingWeights implements Weights {
    private final Weights weights;
    private Optional<Parameter> last = Optional.empty();
    private float[] values = {};

    public CachingWeights(Weights weights) {
        this.weights = weights;
    }

    @Override
    public String provenance() {
        return weights.provenance();
    }

    /** @throws IOException also when the weights have another number of elements than the parameter */
    @Override
    public float[] read(Parameter parameter) throws IOException {
        if (!last.equals(Optional.of(parameter))) {
            values = new float[0]; // frees the old array before the new one is made
            last = Optional.empty();
            values = weights.read(parameter);
            if (values.length != parameter.elements()) {
                throw new IOException(
                        parameter.name() + " has " + values.length + " elements instead of " + parameter.elements());
            }
            last = Optional.of(parameter);
        }
        return values;
    }
}
