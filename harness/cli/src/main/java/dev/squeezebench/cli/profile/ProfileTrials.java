package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.run.Further;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.trial.RuntimeProfileFile;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.ProgressListener;
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

/** Profiles the scenarios of a run that were measured, each in a process of its own, and shows where their time goes. */
final class ProfileTrials implements Further {
    private static final double PROFILED_NS = 3e9;
    private static final double QUICKLY_PROFILED_NS = 5e8;
    private static final int FEWEST = 8;
    private static final int MOST = 100;
    private static final int MOST_WARM_UPS = 20;

    private final Console console;
    private final boolean noWait;

    ProfileTrials(Console console, boolean noWait) {
        this.console = console;
        this.noWait = noWait;
    }

    @Override
    public ExitCode after(Run run, List<PlannedScenario> planned, Results results, Path scratch)
            throws IOException, InterruptedException {
        List<Profile> profiles = new ArrayList<>();
        boolean failed = false;
        int done = 0;
        Profiler profiler = new Profiler(
                run.settings().length().trial(run.settings().selection()),
                scratch,
                run.files().log());
        ProcessLock machine = noWait
                ? MachineLock.ofThisMachine().take("squeezebench profile")
                : MachineLock.ofThisMachine().await("squeezebench profile", console::message);
        try (machine;
                ProgressListener.Task bar = console.begin("profiling")) {
            for (PlannedScenario scenario : planned) {
                Optional<Profile> profile = profile(run, scenario, results, profiler);
                profile.ifPresent(profiles::add);
                failed |= profile.isEmpty();
                if (!profiles.isEmpty()) {
                    ResultWriter.replace(run.files().profiles(), profiles);
                }
                bar.at(++done, planned.size());
            }
            if (!profiles.isEmpty()) {
                profiles = new CeilingTrials(console, profiler, scratch).added(planned, profiles);
                ResultWriter.replace(run.files().profiles(), profiles);
            }
        }
        if (profiles.isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "nothing was profiled (the reasons are above); what was measured is in "
                            + run.files().folder());
        }
        ProfileReport report = ProfileReport.of(
                profiles, Report.of(results.records(), Optional.of(run.outline().baseline()), results.warnings()));
        new ProfileRendering(console).print(report);
        int drawn = new ProfileCharts(console, Drawing.here())
                .draw(run.files(), run.outline().baseline());
        console.message("saved in " + run.files().folder() + ": profiles.jsonl, what the runtimes' profilers wrote in"
                + " profiles/, and " + drawn + " files in charts/");
        return failed ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private Optional<Profile> profile(Run run, PlannedScenario planned, Results results, Profiler profiler)
            throws IOException, InterruptedException {
        String id = planned.scenario().id();
        if (planned.runner().info().phone().isPresent()) {
            console.warning("no profile of " + id + ": profiles are taken on this machine alone");
            return Optional.empty();
        }
        double[] medians = results.trials().stream()
                .filter(trial -> trial.counts() && trial.scenario().equals(planned.scenario()))
                .filter(trial -> !trial.samples().measureNs().isEmpty())
                .mapToDouble(LatencySummary::medianNs)
                .toArray();
        if (medians.length == 0) {
            console.warning("no profile of " + id + ": no trial of it counts");
            return Optional.empty();
        }
        double latency = Quantiles.median(medians);
        double wanted = run.settings().length().quick() ? QUICKLY_PROFILED_NS : PROFILED_NS;
        int invocations = (int) Math.max(FEWEST, Math.min(MOST, Math.round(wanted / latency)));
        int warmUps = Math.min(MOST_WARM_UPS, invocations);
        Profiler.Outcome outcome = profiler.profile(Arm.single(planned), warmUps, invocations);
        if (outcome instanceof Profiler.Outcome.None none) {
            console.warning("no profile of " + id + ": " + none.reason());
            return Optional.empty();
        }
        try (Profiler.Outcome.Profiled profiled = (Profiler.Outcome.Profiled) outcome) {
            Optional<JavaSide> side = new JavaSideTrial(console, profiler)
                    .of(
                            Arm.single(planned),
                            profiled.result().outputs(),
                            invocations,
                            profiled.folder().path());
            return Optional.of(record(run, planned, profiled.result(), side));
        }
    }

    private Profile record(Run run, PlannedScenario planned, RuntimeProfileFile result, Optional<JavaSide> side)
            throws IOException {
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
        Profile plain = new Profile(
                run.record().run(),
                Instant.now(),
                planned.scenario(),
                result.invocationNs(),
                operators,
                Optional.of(keep(run.files(), planned.scenario().id(), profile.raw())),
                warnings);
        return side.map(plain::with).orElse(plain);
    }

    /** Compresses what the runtime wrote; its name in the run's folder. */
    private static String keep(RunFiles files, String id, Path raw) throws IOException {
        Files.createDirectories(files.rawProfiles());
        String name = id.replaceAll("[^A-Za-z0-9._-]+", "-");
        String extension = raw.toString().replaceFirst(".*\\.", ".");
        Path file = files.rawProfiles().resolve(name + extension + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(raw, out);
        }
        return files.folder().relativize(file).toString().replace('\\', '/');
    }
}
