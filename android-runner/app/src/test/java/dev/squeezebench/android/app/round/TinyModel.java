package dev.squeezebench.android.app.round;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.tflite.TfliteEmitter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for {@code squeezebert-tiny} of 16 tokens. */
final class TinyModel {
    static final TrainedNetwork NETWORK =
            java.util.Objects.requireNonNull(TrainedNetwork.builtIn().get("squeezebert-tiny"));
    static final int TOKENS = 16;

    private TinyModel() {}

    /** A round's folder with its requests, one for each acceleration. */
    static Path round(Path folder, int cycles, String cores, String... accelerations) throws IOException {
        for (int arm = 0; arm < accelerations.length; arm++) {
            request(Files.createDirectories(folder.resolve("arm" + arm)), accelerations[arm]);
        }
        Files.writeString(
                folder.resolve("round.json"),
                "{\"arms\":" + accelerations.length + ",\"seed\":7,\"cycles\":" + cycles
                        + ",\"round_ns\":60000000000,\"alone\":true,\"cores\":\"" + cores + "\",\"launch\":\"shell\"}");
        return folder;
    }

    private static void request(Path folder, String acceleration) throws IOException {
        Path model = folder.resolve("model.tflite");
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new TfliteEmitter()
                    .emit(
                            NETWORK.network(),
                            NETWORK.weights(),
                            ModelVariant.float32("split", ModelVariant.NO_FUSION, 1, TOKENS),
                            channel,
                            ProgressListener.Task.NONE);
        }
        Path inputs = folder.resolve("inputs.safetensors");
        Safetensors.write(
                inputs, new WorkloadInputs(NETWORK.network(), TrainedNetwork.SEED).tensors(InputShape.full(1, TOKENS)));
        TrialRequestFile.write(
                folder.resolve("request.json"),
                new TrialRequest(
                        "tflite",
                        new SessionRequest(model, acceleration, 1, Map.of(), Map.of()),
                        inputs,
                        new WarmUpLimits(1, 4, 200_000_000, 100_000),
                        50_000_000,
                        5,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(folder.resolve("journal.jsonl")),
                        Optional.of(folder.resolve("outputs.safetensors")),
                        false,
                        Optional.empty()));
    }
}
