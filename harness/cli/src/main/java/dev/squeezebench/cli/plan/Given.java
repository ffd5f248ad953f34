package dev.squeezebench.cli.plan;

import dev.squeezebench.workloads.tensors.GivenInputs;
import dev.squeezebench.workloads.tensors.GivenOutputs;
import java.util.Optional;

/**
 * The user's own data for one workload.
 *
 * @param inputs what goes in
 * @param expected what must come out; absent where the reference implementation says so
 */
public record Given(GivenInputs inputs, Optional<Expected> expected) {
    /**
     * What must come out.
     *
     * @param name how result files call it
     * @param outputs the model's outputs
     * @param states the states after the embeddings and after each block, as far as the file has them
     */
    public record Expected(String name, GivenOutputs outputs, Optional<GivenOutputs> states) {}
}
