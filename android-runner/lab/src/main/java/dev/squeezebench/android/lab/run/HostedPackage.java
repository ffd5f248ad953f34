package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ExperimentPlan;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Rounds for a device that no computer looks at, in a folder that moves as a whole: the app's {@code HostedRounds} runs them, and
 * {@code HostedResults} reads what comes back.
 */
public final class HostedPackage {
    private final Path folder;
    private final TrialSettings settings;
    private int rounds;

    /**
     * @param folder an empty one
     * @param settings the same for every trial
     */
    public HostedPackage(Path folder, TrialSettings settings) {
        this.folder = folder;
        this.settings = settings.unpinned();
    }

    /** Adds a round with its models, its inputs and what its outputs are compared with. */
    public void add(ExperimentPlan.Fixed round) throws IOException {
        Path own = folder.resolve(String.format(Locale.ROOT, "rounds/%03d", ++rounds));
        for (int index = 0; index < round.arms().size(); index++) {
            add(round.arms().get(index), Files.createDirectories(own.resolve("arm" + index)));
        }
        PlannedScenario first = round.arms().get(0).planned();
        Files.write(
                own.resolve("round.json"),
                PhoneRound.json(round.arms().size(), LaunchMode.HOSTED, first.cores(), round.turns()));
    }

    private void add(Arm arm, Path own) throws IOException {
        PlannedScenario planned = arm.planned();
        Path inputs = own.resolve("inputs.safetensors");
        Files.copy(planned.inputs(), inputs);
        if (planned.expectation() instanceof Expectation.Known known) {
            Files.copy(known.file(), own.resolve("expected.safetensors"));
        }
        // Padded inputs are checked where a computer can ask again.
        Path request = own.resolve("request.json");
        TrialRequestFile.write(
                request,
                PhoneRound.request(
                        new Arm(arm.name(), planned.unpadded(), arm.jvm(), arm.injected()),
                        settings,
                        (file, sha256) -> file.equals(planned.inputs()) ? inputs.toString() : model(file, sha256),
                        request),
                folder);
    }

    /** Each model lies there once, and as a link while the package is made. */
    private String model(Path file, Optional<String> sha256) throws IOException {
        String hash = sha256.isPresent() ? sha256.get() : hash(file);
        Path model = Files.createDirectories(folder.resolve("models")).resolve(hash + ".tflite");
        if (!Files.exists(model)) {
            try {
                Files.createSymbolicLink(model, file.toAbsolutePath());
            } catch (UnsupportedOperationException | IOException e) {
                // Windows keeps links for administrators.
                Files.copy(file, model);
            }
        }
        return model.toString();
    }

    private static String hash(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digests.hex(in.getMessageDigest().digest());
        }
    }

    /**
     * Adds what the rounds need besides.
     *
     * @param plan result file in which each trial stands as not run, in the order of rounds and arms
     * @param coolDown the longest time that a warm device waits before a round
     * @param app measures them
     */
    public void finish(Path plan, Duration coolDown, PhoneApp app) throws IOException {
        Files.copy(plan, folder.resolve("plan.jsonl"));
        Files.writeString(folder.resolve("facts.sh"), Refusal.toldByPackage(app) + PhoneFacts.QUESTION);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> fields.integer("cool_down_ms", coolDown.toMillis()));
        }
        Files.write(folder.resolve("hosted.json"), bytes.toByteArray());
    }
}
