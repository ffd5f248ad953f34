package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Tensor;
import java.io.IOException;
import java.util.Set;

/** Named tensors of a file, each read only when it is asked for. */
interface TensorSource {
    /** Names in the order of the file. */
    Set<String> names();

    /**
     * Reads one.
     *
     * @param name one of {@link #names}
     */
    Tensor read(String name) throws IOException;
}
