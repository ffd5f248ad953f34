package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.trial.RuntimeProfileFile;
import dev.squeezebench.records.FlameGraph;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.profile.OperatorMapping;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Takes profiles for a run, each in a process of its own, and maps their operators to the model's layers. */
final class ProfileTaking implements ProfileTrials.Taking {
    /** ONNX Runtime's profiler drops those beyond a million without a word; and each takes memory when it is read. */
    private static final int MOST_EVENTS = 400_000;

    private static final int FEWEST = 4;

    private final Console console;
    private final Run run;
    private final Profiler profiler;
    private final CeilingTrials ceilings;
    private final FlameTrials flames;

    /**
     * @param scratch folder for temporary files
     * @param flames events of the flame graphs that are wanted
     */
    ProfileTaking(Console console, Run run, Path scratch, List<String> flames) {
        this.console = console;
        this.run = run;
        this.profiler = new Profiler(
                run.settings().length().trial(run.settings().selection()),
                scratch,
                run.files().log());
        this.ceilings = new CeilingTrials(console, profiler, scratch);
        this.flames = new FlameTrials(
                console, profiler, flames, run.settings().length().quick());
    }

    /**
     * Takes one; empty, with the reason as a warning, where there is none.
     *
     * @param process which of the arm's, from 1
     * @param mostWarmUps invocations before those that are reported
     * @param most how many are reported; fewer of a model with so many nodes that a profiler drops events
     */
    @Override
    public Optional<Profile> take(Arm arm, int process, int mostWarmUps, int most)
            throws IOException, InterruptedException {
        InputShapes shapes = shapes(arm.planned());
        ModelGraph model = ModelGraph.of(arm.planned().model(), shapes);
        int bearable = Math.max(FEWEST, MOST_EVENTS / Math.max(1, model.nodes().size()));
        int warmUps = Math.min(mostWarmUps, bearable / 4);
        int invocations = Math.min(most, bearable - warmUps);
        Profiler.Outcome outcome = profiler.profile(arm, warmUps, invocations);
        if (outcome instanceof Profiler.Outcome.None none) {
            console.warning("no profile of " + arm + ": " + none.reason());
            return Optional.empty();
        }
        try (Profiler.Outcome.Profiled profiled = (Profiler.Outcome.Profiled) outcome) {
            Profile profile = record(arm, process, profiled.result(), model, shapes);
            if (process == 1) {
                List<FlameGraph> drawn = flames.of(arm, name(arm, process), run.files());
                profile = drawn.isEmpty() ? profile : profile.with(drawn);
            }
            // The sides of a comparison have the same Java.
            return Optional.of(
                    arm.name().equals(Trial.SINGLE)
                            ? new JavaSideTrial(console, profiler)
                                    .of(
                                            arm,
                                            profiled.result().outputs(),
                                            invocations,
                                            profiled.folder().path())
                                    .map(profile::with)
                                    .orElse(profile)
                            : profile);
        }
    }

    @Override
    public boolean complete() {
        return !flames.failed();
    }

    private static InputShapes shapes(PlannedScenario planned) throws IOException {
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        JavaSideTrial.inputs(planned).forEach((name, tensor) -> sizes.put(name, tensor.sizes()));
        return new InputShapes(sizes, planned.dimensions());
    }

    @Override
    public List<Profile> withCeilings(List<Arm> arms, List<Profile> profiles) throws IOException, InterruptedException {
        return ceilings.added(arms, profiles);
    }

    private Profile record(Arm arm, int process, RuntimeProfileFile result, ModelGraph model, InputShapes shapes)
            throws IOException {
        RuntimeProfile profile = result.profile();
        Optional<ModelGraph> optimised = profile.graph().isPresent()
                ? Optional.of(ModelGraph.of(profile.graph().get(), shapes))
                : Optional.empty();
        List<ProfiledOperator> operators = OperatorMapping.of(profile, model, optimised);
        List<Warning> warnings = new ArrayList<>();
        OperatorMapping.unmapped(operators)
                .ifPresent(text ->
                        warnings.add(WarningCode.OPERATORS_UNMAPPED.warning(text, "see the lines '(unmapped)'")));
        if (arm.planned().runner().info().isOnDevice(arm.scenario().acceleration())) {
            warnings.add(
                    WarningCode.TIMES_OF_ENQUEUEING.warning(
                            "times of operators are of handing them to the device: what it computes is in 'outside operators'"));
        }
        return new Profile(
                        run.record().run(),
                        Instant.now(),
                        arm.scenario(),
                        result.invocationNs(),
                        operators,
                        Optional.of(keep(run.files(), name(arm, process), profile.raw())),
                        warnings)
                .of(arm.name(), process);
    }

    private static String name(Arm arm, int process) {
        String id = arm.scenario().id().replaceAll("[^A-Za-z0-9._-]+", "-");
        return arm.name().equals(Trial.SINGLE) ? id : arm.name() + '-' + process + '-' + id;
    }

    /** Compresses what the runtime wrote; its name in the run's folder. */
    private static String keep(RunFiles files, String name, Path raw) throws IOException {
        Files.createDirectories(files.rawProfiles());
        String extension = raw.toString().replaceFirst(".*\\.", ".");
        Path file = files.rawProfiles().resolve(name + extension + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(raw, out);
        }
        return files.folder().relativize(file).toString().replace('\\', '/');
    }
}
