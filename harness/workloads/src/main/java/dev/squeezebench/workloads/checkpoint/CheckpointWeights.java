package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.util.Map;

/** A network's parameters out of a checkpoint, each read when it is asked for. */
final class CheckpointWeights implements Weights {
    private final String provenance;
    private final Map<String, CheckpointTensor> tensors;

    CheckpointWeights(String provenance, Map<String, CheckpointTensor> tensors) {
        this.provenance = provenance;
        this.tensors = Map.copyOf(tensors);
    }

    @Override
    public String provenance() {
        return provenance;
    }

    @Override
    public float[] read(Parameter parameter) throws IOException {
        CheckpointTensor tensor = tensors.get(parameter.name());
        if (tensor == null) {
            throw new IllegalArgumentException("the checkpoint's network has no parameter " + parameter.name());
        }
        return tensor.read(Math.toIntExact(parameter.elements()));
    }
}
