package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.Safetensors;
import dev.squeezebench.measure.Tensor;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.BertArchitecture;
import dev.squeezebench.workloads.network.EncoderShape;
import dev.squeezebench.workloads.network.Groups;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.SqueezeBertArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A small model with the outputs of the original implementation (transformers 4.57.6; how it was made is said beside it
 * in the test resources of {@code workloads}).
 */
enum Golden {
    BERT("bert-safetensors"),
    SQUEEZEBERT("squeezebert-safetensors");

    private final String folder;

    Golden(String folder) {
        this.folder = folder;
    }

    /** As its config.json says. */
    Network network() {
        EncoderShape shape = new EncoderShape(2, 64, 4, 128, 97, 40, 2, 1e-12, Activation.GELU_ERF);
        return this == BERT
                ? BertArchitecture.network(shape)
                : SqueezeBertArchitecture.network(shape, Groups.PUBLISHED);
    }

    /** Inputs, and the outputs that the original implementation gave for them. */
    List<Tensor> io() throws IOException {
        return Safetensors.read(path("io.safetensors"));
    }

    Weights weights() throws IOException {
        List<Tensor> tensors = Safetensors.read(path("model.safetensors"));
        return new Weights() {
            @Override
            public String provenance() {
                return folder;
            }

            @Override
            public float[] read(Parameter parameter) {
                float[] values = new float[Math.toIntExact(parameter.elements())];
                OutputError.named(tensors, parameter.name())
                        .data()
                        .asFloatBuffer()
                        .get(values);
                return values;
            }
        };
    }

    private Path path(String file) {
        return Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/goldens", folder, file);
    }
}
