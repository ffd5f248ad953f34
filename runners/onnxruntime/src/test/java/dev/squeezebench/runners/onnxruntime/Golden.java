package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small checkpoint with the outputs of the original implementation (transformers 4.57.6; how it was made is said beside
 * it in the test resources of {@code workloads}).
 */
final class Golden {
    private final String name;
    private final Checkpoint checkpoint;

    private Golden(String name) {
        this.name = name;
        try {
            checkpoint = Checkpoint.open(folder(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Golden> all() {
        return Stream.of(
                        "bert-safetensors",
                        "bert-float16",
                        "bert-pretraining-legacy",
                        "squeezebert-safetensors",
                        "squeezebert-mlm-zip")
                .map(Golden::new);
    }

    static Golden named(String name) {
        return new Golden(name);
    }

    Network network() {
        return checkpoint.trained().network();
    }

    Weights weights() {
        return checkpoint.trained().weights();
    }

    /** Inputs, and the outputs that the original implementation gave for them. */
    List<Tensor> io() throws IOException {
        return Safetensors.read(folder(name).resolve("io.safetensors"));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path folder(String name) {
        return Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/goldens", name);
    }
}
