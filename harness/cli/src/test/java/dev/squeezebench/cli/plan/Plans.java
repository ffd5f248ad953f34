package dev.squeezebench.cli.plan;

import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;

/** Plans without a distribution, from flags. */
public final class Plans {
    /** The only phone there is. */
    static final RunnerInfo.Phone PHONE = new RunnerInfo.Phone(
            "A1", "localhost:5037", new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of("Pixel 3")));

    private Plans() {}

    /** The small network on a version of ONNX Runtime that is not there. */
    public static RunnableScenario ofVersion(String version, OptionalInt sequenceLength) {
        Scenario scenario = Examples.scenario("bert-tiny", "dense", Map.of()).toBuilder()
                .sequenceLength(sequenceLength)
                .runtime("onnxruntime", version)
                .build();
        return new RunnableScenario(
                scenario,
                new RunnerDistribution(
                        "onnxruntime", version, "onnx", List.of("cpu"), List.of(Path.of(version + ".jar"))),
                List.of(),
                new EmittedNetwork(
                        Objects.requireNonNull(TrainedNetwork.builtIn().get("bert-tiny")),
                        LoweringTable.builtIn(),
                        Optional.empty()));
    }

    static Settings settings(Object... words) {
        Settings settings = new Settings();
        new CommandLine(settings)
                .parseArgs(java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        settings.check();
        return settings;
    }

    /** Those of a distribution, which fetch and pack nothing. */
    static PhoneApps apps(Path home) {
        return new PhoneApps(
                PhoneApp.of(home),
                new PhoneApps.Maven() {
                    @Override
                    public List<Path> files(Map<RuntimeArtifact, String> artifacts) {
                        throw new AssertionError("nothing is fetched");
                    }

                    @Override
                    public List<String> versions(RuntimeArtifact artifact, String last) {
                        throw new AssertionError("nothing is asked");
                    }
                },
                (runner, parts) -> {
                    throw new AssertionError("nothing is packed");
                });
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
                                new Surroundings(Path.of("none"), false, false, Map.of()),
                                apps(Path.of("none")),
                                Map.of("A1", PHONE)),
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
