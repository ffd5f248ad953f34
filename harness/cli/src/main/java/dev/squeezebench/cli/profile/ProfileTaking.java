package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.trial.RuntimeProfileFile;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Takes profiles for a run, each in a process of its own, and maps their operators to the model's layers. */
final class ProfileTaking implements ProfileTrials.Taking {
    private final Console console;
    private final Run run;
    private final Profiler profiler;
    private final CeilingTrials ceilings;

    /** @param scratch folder for temporary files */
    ProfileTaking(Console console, Run run, Path scratch) {
        this.console = console;
        this.run = run;
        this.profiler = new Profiler(
                run.settings().length().trial(run.settings().selection()),
                scratch,
                run.files().log());
        this.ceilings = new CeilingTrials(console, profiler, scratch);
    }

    /**
     * Takes one; empty, with the reason as a warning, where there is none.
     *
     * @param process which of the arm's, from 1
     * @param warmUps invocations before those that are reported
     * @param invocations how many are reported
     */
    @Override
    public Optional<Profile> take(Arm arm, int process, int warmUps, int invocations)
            throws IOException, InterruptedException {
        Profiler.Outcome outcome = profiler.profile(arm, warmUps, invocations);
        if (outcome instanceof Profiler.Outcome.None none) {
            console.warning("no profile of " + arm + ": " + none.reason());
            return Optional.empty();
        }
        try (Profiler.Outcome.Profiled profiled = (Profiler.Outcome.Profiled) outcome) {
            Profile profile = record(arm, process, profiled.result());
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
    public List<Profile> withCeilings(List<PlannedScenario> planned, List<Profile> profiles)
            throws IOException, InterruptedException {
        return ceilings.added(planned, profiles);
    }

    private Profile record(Arm arm, int process, RuntimeProfileFile result) throws IOException {
        PlannedScenario planned = arm.planned();
        RuntimeProfile profile = result.profile();
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        JavaSideTrial.inputs(planned).forEach((name, tensor) -> sizes.put(name, tensor.sizes()));
        InputShapes shapes = new InputShapes(sizes, planned.dimensions());
        Optional<ModelGraph> optimised = profile.graph().isPresent()
                ? Optional.of(ModelGraph.of(profile.graph().get(), shapes))
                : Optional.empty();
        List<ProfiledOperator> operators =
                OperatorMapping.of(profile, ModelGraph.of(planned.model(), shapes), optimised);
        List<Warning> warnings = OperatorMapping.unmapped(operators).stream()
                .map(text -> WarningCode.OPERATORS_UNMAPPED.warning(text, "see the lines '(unmapped)'"))
                .toList();
        return new Profile(
                        run.record().run(),
                        Instant.now(),
                        planned.scenario(),
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
