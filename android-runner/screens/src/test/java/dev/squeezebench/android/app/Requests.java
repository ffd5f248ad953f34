package dev.squeezebench.android.app;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request of an arm, which in most tests no process reads. */
final class Requests {
    private Requests() {}

    static void write(Path arm) throws IOException {
        write(arm, "tflite");
    }

    static void write(Path arm, String runner) throws IOException {
        TrialRequestFile.write(
                arm.resolve("request.json"),
                new TrialRequest(
                        runner,
                        new SessionRequest(arm.resolve("model.tflite"), "xnnpack", 1, Map.of(), Map.of()),
                        arm.resolve("inputs.safetensors"),
                        new WarmUpLimits(1, 4, 200_000_000, 100_000),
                        1,
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(arm.resolve("journal.jsonl")),
                        Optional.empty(),
                        false,
                        Optional.empty()));
    }
}
