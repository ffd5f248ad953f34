package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The models and outputs of the original implementation in the test resources; their README says how they were made. */
public final class Goldens {
    private Goldens() {}

    /** Folder of one golden: a checkpoint with {@code io.safetensors} beside it. */
    public static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(Goldens.class.getResource("/goldens/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Inputs and expected outputs. */
    public static List<Tensor> io(String name) throws IOException {
        return Safetensors.read(folder(name).resolve("io.safetensors"));
    }

    public static Tensor tensor(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tensor " + name));
    }
}
