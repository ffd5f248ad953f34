package dev.squeezebench.cli.run;

import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.bundle.BundleManifest;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
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
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command that measures a run was asked for.
 *
 * @param surroundings of the command
 * @param spec as it was parsed
 * @param settings what decides on the plan
 * @param suite flags that belong together
 * @param output where to
 * @param cache where model files are
 * @param consoleOptions how to print
 */
public record RunRequest(
        Surroundings surroundings,
        CommandSpec spec,
        Settings settings,
        SuiteOption suite,
        RunOutputOptions output,
        CacheOption cache,
        ConsoleOptions consoleOptions) {
    /**
     * Measures.
     *
     * @param sides what is compared; empty where nothing but workloads and conditions is
     * @param further what the command does beyond that, while it is alone on the machine; it prints the results then
     */
    public ExitCode run(Optional<Sides> sides, Optional<Further> further) throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        Optional<SavedRun> saved = saved();
        cache.check();
        output.out().ifPresent(RunFiles::check);
        try (Scratch scratch = Scratch.create();
                RunSession session = new RunSession(
                        console,
                        consoleOptions.format(),
                        spec.commandLine().getErr(),
                        output.noWait(),
                        "squeezebench " + spec.name() + " --resume")) {
            Optional<BundleManifest> bundle = BundleManifest.in(surroundings.home());
            List<String> planned =
                    bundle.map(own -> own.arguments(surroundings.home())).orElse(List.of());
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            Optional<Sides> compared =
                    saved.isPresent() ? Sides.ofWords(saved.get().record().settings()) : sides;
            Optional<ArmsPlan> arms = compared.isPresent()
                    ? Optional.of(compared.get()
                            .plan(
                                    planner,
                                    saved.map(SavedRun::said).orElseGet(() -> suite.said(spec, suites(), planned)),
                                    console))
                    : Optional.empty();
            Settings inForce = arms.map(ArmsPlan::settings).orElseGet(() -> saved.map(SavedRun::settings)
                    .orElseGet(() -> suite.settings(settings, spec, suites(), planned)));
            RunPlan plan = arms.isPresent() ? arms.get().both() : planner.plan(inForce);
            if (output.dryRun()) {
                new DryRun(plan, inForce, new ModelStore(cache.folder()))
                        .lines()
                        .forEach(console::result);
                plan.insist();
                return ExitCode.DONE;
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
                                words(text, planned, compared),
                                plan,
                                text.of(spec.root()
                                        .commandLine()
                                        .getParseResult()
                                        .originalArgs()),
                                bundle.map(BundleManifest::contents).orElse(Map.of()));
                Measuring measuring = new Measuring(console, new ModelStore(cache.folder()), scratch.path());
                arms.ifPresent(both -> measuring.compare(both::pairs));
                return session.measureOrLeaveNothing(run, measuring, further);
            }
        }
    }

    private Map<String, String> words(CommandLineText text, List<String> planned, Optional<Sides> compared)
            throws IOException {
        Map<String, String> words = new TreeMap<>(
                text.withoutSerials(suite.words(spec, suites(), planned, Targets.usual(surroundings), text::shown)));
        compared.ifPresent(sides -> words.putAll(sides.words(new Redaction(output.identify()))));
        return words;
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
