package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
                            ProgressListener.Task.NONE);
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

    /** A golden as the checkpoint reader reads it. */
    static TrainedNetwork checkpoint(String name) {
        try {
            return Checkpoint.open(golden(name)).trained();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
