package dev.squeezebench.workloads;

import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;

/** Where a network's parameters come from: a seed or a checkpoint. */
public interface Weights {
    /** Provenance for result files: {@code seed:42}, or the checkpoint's name and hash. */
    String provenance();

    /**
     * Values of one parameter in row-major order of {@link Parameter#shape()}, as a new array that the caller may change.
     *
     * @throws IOException when a checkpoint cannot be read
     */
    float[] read(Parameter parameter) throws IOException;
}
