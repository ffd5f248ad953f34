package dev.squeezebench.cli.run;

import dev.squeezebench.cli.bundled.Bundle;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.Distribution;
import dev.squeezebench.cli.plan.NativePackages;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.StopReason;
import dev.squeezebench.core.lock.MeasuringLock;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures scenarios, saves them, prints a table and the speed-up, draws charts. */
@Command(
        name = "run",
        description = "Measures scenarios, saves every sample, prints a table and the speed-up, and draws charts.",
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench run",
            "  squeezebench run --workload squeezebert-tiny,bert-tiny --quick",
            "  squeezebench run --target onnxruntime:cpu --lowering conv,split --interval 0.5%%",
            "  squeezebench run --checkpoint DIR --inputs io.safetensors --expect io.safetensors"
        })
public final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SuiteOption suite = new SuiteOption();

    @Mixin
    private RunOutputOptions output = new RunOutputOptions();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions consoleOptions = new ConsoleOptions();

    public RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        Optional<Bundle> bundle = Bundle.in(surroundings.home());
        List<String> planned =
                bundle.map(own -> own.arguments(surroundings.home())).orElse(List.of());
        Optional<SavedRun> saved = saved(console);
        Settings inForce =
                saved.map(SavedRun::settings).orElseGet(() -> suite.settings(settings, spec, suites(), planned));
        try (Scratch scratch = Scratch.create()) {
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(inForce);
            if (output.dryRun()) {
                new DryRun(plan, inForce, new ModelStore(cache.folder()))
                        .lines()
                        .forEach(console::result);
                return ExitCode.DONE.code();
            }
            plan.insist();
            try (Run run = saved.isPresent()
                    ? Run.resumed(saved.get(), inForce, plan)
                    : Run.started(
                            output,
                            inForce,
                            suite.words(spec, suites(), planned, paths()::shown),
                            plan,
                            commandLine(),
                            bundle.map(Bundle::contents).orElse(Map.of()))) {
                return measure(console, run, scratch.path()).code();
            }
        }
    }

    private ExitCode measure(Console console, Run run, Path scratch) throws IOException, InterruptedException {
        Measuring measuring = new Measuring(console, new ModelStore(cache.folder()), scratch);
        try (Interruption interruption = Interruption.watch(() -> farewell(run))) {
            measuring.note(run);
            measuring.refuse(run);
            List<PlannedScenario> planned = measuring.prepare(run);
            MeasuringLock turn = new Turn(console, output.noWait()).take();
            try (turn) {
                measuring.describeMachine(run);
                interruption.measuringBegins();
                ExperimentResult result;
                try {
                    result = measuring.experiment(run, planned, interruption.cancellation());
                } finally {
                    interruption.measuringEnds();
                }
                if (result.reason() == StopReason.CANCELLED) {
                    return ExitCode.INTERRUPTED;
                }
                result.warnings().forEach(warning -> console.warning(warning.message() + "; " + warning.remedy()));
            }
        }
        Results results =
                new RunReport(console, consoleOptions.format(), Drawing.here()).publish(run.files(), run.baseline());
        new OutputReport(console, consoleOptions.format()).publish(run, results.trials());
        run.files().resume().delete();
        return Verdict.of(results.trials());
    }

    private void farewell(Run run) {
        spec.commandLine().getErr().println();
        spec.commandLine()
                .getErr()
                .println(ErrorLines.PREFIX
                        + "interrupted; what was measured is saved, go on by: squeezebench run --resume "
                        + run.files().folder());
        spec.commandLine().getErr().flush();
    }

    private Optional<SavedRun> saved(Console console) throws IOException {
        Optional<Path> folder = output.resume();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        suite.refuseGiven();
        Settings.refuseGiven(spec);
        return Optional.of(SavedRun.open(
                folder.get(),
                settings.nativeLibrary().path(),
                torn -> console.warning("the last line was cut off; it is in " + torn + " now")));
    }

    private PathWords paths() throws IOException {
        return new PathWords(
                new Redaction(output.identify()), NativePackages.names(Distribution.runners(surroundings)));
    }

    /** Suites that came with the distribution. */
    private Path suites() {
        return surroundings.home().resolve("suites");
    }

    private List<String> commandLine() throws IOException {
        return new CommandLineText(paths())
                .of(spec.root().commandLine().getParseResult().originalArgs());
    }
}
