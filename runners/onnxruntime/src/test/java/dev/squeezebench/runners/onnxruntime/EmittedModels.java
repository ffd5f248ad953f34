package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.onnx.OnnxEmitter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes models for the tests and asks for sessions on them. */
public final class EmittedModels {
    /** One for all: each unpacks the library once. */
    public static final OnnxRuntimeRunner RUNNER = new OnnxRuntimeRunner();

    private EmittedModels() {}

    /** Writes a model of float32. */
    public static Path emit(Path folder, Network network, Weights weights, String lowering, String fusion)
            throws IOException {
        return emit(folder, network, weights, ModelVariant.float32(lowering, fusion, 1, 1));
    }

    static Path emit(Path folder, Network network, Weights weights, ModelVariant variant) throws IOException {
        Path file = folder.resolve(variant.lowering() + '-' + variant.fusion() + '-'
                + variant.elementType().word() + ".onnx");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            new OnnxEmitter().emit(network, weights, variant, channel, ProgressListener.Task.NONE);
        }
        return file;
    }

    static Session open(Path model) throws RunnerException {
        return RUNNER.open(request(model));
    }

    static SessionRequest request(Path model) {
        return request(model, Map.of());
    }

    static SessionRequest request(Path model, Map<String, String> options) {
        return new SessionRequest(model, "cpu", 1, Map.of(), options);
    }
}
