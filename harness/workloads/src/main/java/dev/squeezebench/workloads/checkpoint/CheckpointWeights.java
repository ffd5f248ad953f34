package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Parameter;
import java.io.IOException;
import java.util.Map;

/** A network's parameters out of a checkpoint, each read when it is asked for. */
final class CheckpointWeights implements Weights {
    private final String name;
    private final WeightsHash hash;
    private final Map<String, CheckpointTensor> tensors;

    CheckpointWeights(String name, WeightsHash hash, Map<String, CheckpointTensor> tensors) {
        this.name = name;
        this.hash = hash;
        this.tensors = Map.copyOf(tensors);
    }

    @Override
    public String provenance() {
        return name + "@sha256:" + hash.value();
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
