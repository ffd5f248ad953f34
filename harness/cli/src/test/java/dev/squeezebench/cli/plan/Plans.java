package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Plans without a distribution, from flags. */
final class Plans {
    /** The only phone there is. */
    static final RunnerInfo.Phone PHONE = new RunnerInfo.Phone(
            "A1", "localhost:5037", new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of("Pixel 3")));

    private Plans() {}

    static Settings settings(Object... words) {
        Settings settings = new Settings();
        new CommandLine(settings)
                .parseArgs(java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        settings.check();
        return settings;
    }

    /** What becomes of a selection on runners whose targets answer as the probe does. */
    static RunPlan of(List<RunnerDistribution> runners, Subject.TargetProbe probe, String... arguments)
            throws IOException, InterruptedException {
        Settings settings = settings((Object[]) arguments);
        SelectedModels models = SelectedModels.open(settings, ProgressListener.NONE);
        List<ScenarioCandidate> candidates = Candidates.of(
                        settings.selection(),
                        models.networks().stream().map(EmittedNetwork::trained).toList(),
                        runners)
                .resolve(
                        models.subjects(),
                        InputSizes.of(settings.selection(), models.networks()),
                        runners,
                        new PhoneTargets(
                                new Surroundings(Path.of("none"), false, false, Map.of()), Map.of("A1", PHONE)),
                        probe);
        return new RunPlan(
                candidates.stream()
                        .filter(RunnableScenario.class::isInstance)
                        .map(RunnableScenario.class::cast)
                        .toList(),
                candidates.stream()
                        .filter(UnsupportedScenario.class::isInstance)
                        .map(UnsupportedScenario.class::cast)
                        .toList(),
                models.baseline(settings),
                List.of(),
                models.files(),
                List.of());
    }
}
