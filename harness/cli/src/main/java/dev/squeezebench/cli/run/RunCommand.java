package dev.squeezebench.cli.run;

import dev.squeezebench.cli.bundle.BundleManifest;
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
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.StopReason;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Escaping;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

    /** What an interruption says. */
    private final AtomicReference<Runnable> farewell =
            new AtomicReference<>(() -> farewell("interrupted; nothing was measured"));

    public RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        Optional<SavedRun> saved = saved();
        cache.check();
        output.out().ifPresent(RunFiles::check);
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(
                        () -> Objects.requireNonNull(farewell.get()).run())) {
            Optional<BundleManifest> bundle = BundleManifest.in(surroundings.home());
            List<String> planned =
                    bundle.map(own -> own.arguments(surroundings.home())).orElse(List.of());
            Settings inForce =
                    saved.map(SavedRun::settings).orElseGet(() -> suite.settings(settings, spec, suites(), planned));
            RunPlan plan = new PlanBuilder(surroundings, console, scratch.path(), cache.folder()).plan(inForce);
            if (output.dryRun()) {
                new DryRun(plan, inForce, new ModelStore(cache.folder()))
                        .lines()
                        .forEach(console::result);
                plan.insist();
                return ExitCode.DONE.code();
            }
            plan.insist();
            CommandLineText text = commandLineText();
            if (saved.isPresent()) {
                saved.get()
                        .repaired()
                        .ifPresent(torn -> console.warning("the last line was cut off; it is in " + torn + " now"));
            }
            CacheUse use = cache.use();
            try (use) {
                Run run = saved.isPresent()
                        ? Run.resumed(saved.get(), inForce, plan)
                        : Run.started(
                                output.out(),
                                output.identify(),
                                inForce,
                                suite.words(spec, suites(), planned, Targets.usual(surroundings), text::shown),
                                plan,
                                text.of(spec.root()
                                        .commandLine()
                                        .getParseResult()
                                        .originalArgs()),
                                bundle.map(BundleManifest::contents).orElse(Map.of()));
                Measuring measuring = new Measuring(console, new ModelStore(cache.folder()), scratch.path());
                return measureOrLeaveNothing(console, run, measuring, interruption)
                        .code();
            }
        }
    }

    /** A new run that ends with an error before it has the machine leaves no folder behind; a later one can be resumed. */
    private ExitCode measureOrLeaveNothing(Console console, Run run, Measuring measuring, Interruption interruption)
            throws IOException, InterruptedException {
        boolean ended = false;
        try (run) {
            ExitCode code = measure(console, run, measuring, interruption);
            ended = true;
            return code;
        } finally {
            if (!ended && run.isNew() && !measuring.hasBegun()) {
                run.files().remove();
            }
        }
    }

    private ExitCode measure(Console console, Run run, Measuring measuring, Interruption interruption)
            throws IOException, InterruptedException {
        farewell.set(() -> farewell(run, measuring));
        measuring.note(run);
        measuring.refuse(run);
        List<PlannedScenario> planned = measuring.prepare(run);
        if (measuring.isComplete(run, planned)) {
            console.message("the run in " + run.files().folder()
                    + " is complete: nothing is left to measure, and its report is made again");
        } else if (!measured(console, run, planned, measuring, interruption)) {
            return ExitCode.INTERRUPTED;
        }
        Results results =
                new RunReport(console, consoleOptions.format(), Drawing.here()).publish(run.files(), run.baseline());
        new OutputReport(console, consoleOptions.format()).publish(run, results.trials());
        run.files().resume().delete();
        return verdict(results.trials(), run.settings().length().failOn(), console::warning);
    }

    /** Runs what is missing; false when that was interrupted. */
    private boolean measured(
            Console console, Run run, List<PlannedScenario> planned, Measuring measuring, Interruption interruption)
            throws IOException, InterruptedException {
        run.insistOnSameConditions(measuring.machine(run));
        ProcessLock machine = output.noWait()
                ? MachineLock.ofThisMachine().take("squeezebench run")
                : MachineLock.ofThisMachine().await("squeezebench run", console::message);
        try (machine) {
            measuring.begin();
            run.writer().write(measuring.machine(run));
            interruption.measuringBegins();
            ExperimentResult result;
            try {
                result = measuring.experiment(run, planned, interruption.cancellation());
            } finally {
                interruption.measuringEnds();
            }
            result.warnings().forEach(warning -> console.warning(warning.message() + "; " + warning.remedy()));
            return result.reason() != StopReason.CANCELLED;
        }
    }

    /** Of a run that measured nothing nothing is left. */
    private void farewell(Run run, Measuring measuring) {
        Path folder = run.files().folder();
        if (measuring.hasSavedTrials() || !run.saved().trials().isEmpty()) {
            farewell("interrupted; what was measured is saved: squeezebench report " + folder
                    + " shows it, go on by: squeezebench run --resume " + folder);
            return;
        }
        try {
            run.files().remove();
            farewell("interrupted; nothing was measured, and '" + folder + "' is removed");
        } catch (IOException e) {
            farewell("interrupted; nothing was measured, begin again by: squeezebench run --resume " + folder);
        }
    }

    /** What was asked for and not measured, or measured under conditions that the user does not accept. */
    static ExitCode verdict(List<Trial> trials, Set<String> refused, Consumer<String> warnings) {
        return Verdict.refused(trials, refused, warnings)
                ? ExitCode.PARTIAL
                : Verdict.of(trials.stream()
                        .filter(trial -> !isRepeated(trial, trials))
                        .toList());
    }

    /** Whether the trial was lost without a fault of its own, and the same was run again. */
    private static boolean isRepeated(Trial trial, List<Trial> trials) {
        boolean withoutFault = trial.outcome() instanceof TrialOutcome.Failed failed
                ? failed.fromOutside()
                : trial.outcome().equals(TrialOutcome.Invalid.ROUND_VOID);
        return withoutFault
                && trials.subList(trials.indexOf(trial) + 1, trials.size()).stream()
                        .anyMatch(later -> later.scenario().equals(trial.scenario())
                                && later.group().equals(trial.group())
                                && later.round() == trial.round()
                                && later.arm().equals(trial.arm()));
    }

    private void farewell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println();
        err.println(ErrorLines.PREFIX + Escaping.line(line));
        err.flush();
    }

    private Optional<SavedRun> saved() throws IOException {
        Optional<Path> folder = output.resume();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        suite.refuseGiven();
        Settings.refuseGiven(spec);
        return Optional.of(SavedRun.open(folder.get(), settings.nativeLibrary().path(), !output.dryRun()));
    }

    /** Suites that came with the distribution. */
    private Path suites() {
        return surroundings.home().resolve("suites");
    }

    private CommandLineText commandLineText() throws IOException {
        Set<String> inClear = new TreeSet<>(NativePackages.names(Distribution.runners(surroundings)));
        inClear.addAll(SuiteOption.names(suites()));
        return new CommandLineText(new Redaction(output.identify()), spec, inClear);
    }
}
