package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.Safetensors;
import dev.squeezebench.measure.Tensor;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.Progress;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Models and checkpoints for tests. */
final class TestModels {
    private TestModels() {}

    /** Writes a float32 model. */
    static Path write(Path file, Network network, Weights weights, String lowering, int batch, int sequenceLength)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            new TfliteEmitter()
                    .emit(
                            network,
                            weights,
                            ModelVariant.float32(lowering, ModelVariant.NO_FUSION, batch, sequenceLength),
                            channel,
                            Progress.NONE);
        }
        return file;
    }

    /** Folder of a checkpoint with recorded inputs and outputs of the original implementation. */
    static Path golden(String name) {
        return Path.of(
                System.getProperty("root.dir"), "harness", "workloads", "src", "test", "resources", "goldens", name);
    }

    static Tensor tensor(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Weights of a checkpoint whose tensors are float32 under the parameters' own names. */
    static Weights checkpoint(String name) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        for (Tensor tensor : Safetensors.read(golden(name).resolve("model.safetensors"))) {
            tensors.put(tensor.name(), tensor);
        }
        return new Weights() {
            @Override
            public String provenance() {
                return name;
            }

            @Override
            public float[] read(Parameter parameter) {
                float[] values = new float[Math.toIntExact(parameter.elements())];
                Objects.requireNonNull(tensors.get(parameter.name()))
                        .data()
                        .asFloatBuffer()
                        .get(values);
                return values;
            }
        };
    }
}
