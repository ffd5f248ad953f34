package dev.squeezebench.cli.lab;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.devices.ServerOption;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.LabPlan;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.cli.run.RunSession;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a plan on all phones that it selects and that are fit. */
@Command(
        name = "run",
        description = {
            "Measures a plan on all phones that it selects and that are fit, all at once. One that breaks does not stop the"
                    + " others. The plan has run's flags as its words, and which phones: serial, model, label (with"
                    + " labelled: SERIAL=LABEL), adb-server."
        },
        sortOptions = false)
final class LabRun implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PLAN.yaml", description = "What is measured, and on which phones.")
    private Path plan = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, new or empty (default: squeezebench-out/<time>-<short id>).")
    private @Nullable Path out;

    @Option(names = "--identify", description = "Save serials and paths in clear instead of hashed.")
    private boolean identify;

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    LabRun(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Optional<Path> folder = Optional.ofNullable(out);
        folder.ifPresent(RunFiles::check);
        cache.check();
        LabPlan chosen = LabPlan.read(plan);
        List<LabPhone> phones = LabPhone.select(
                chosen,
                ServerOption.reachable(chosen.servers(), surroundings.environment(), console::warning)
                        .some(),
                new Redaction(identify),
                Instant.now());
        insistOnOne(phones);
        try (Scratch scratch = Scratch.create();
                RunSession session = new RunSession(
                        console, options.format(), spec.commandLine().getErr(), false, LabResume.COMMAND)) {
            // What a command line would say; it says nothing beside the plan.
            CommandSpec nothing = new CommandLine(new Settings()).getCommandSpec();
            SuiteOption suite = new SuiteOption();
            Path suites = surroundings.home().resolve("suites");
            List<String> arguments = chosen.arguments(
                    phones.stream().filter(LabPhone::isFit).map(LabPhone::word).toList());
            Settings settings = suite.settings(new Settings(), nothing, suites, arguments);
            RunPlan outline = new PlanBuilder(surroundings, console, scratch.path(), cache.folder())
                    .knowing(LabResume.known(phones))
                    .plan(settings);
            outline.insist();
            CommandLineText text = new CommandLineText(new Redaction(identify), spec, Set.of());
            CacheUse use = cache.use();
            try (use) {
                Run run = Run.started(
                        folder,
                        identify,
                        settings,
                        suite.words(nothing, suites, arguments, Targets.usual(surroundings), text::shown),
                        outline,
                        text.of(spec.root().commandLine().getParseResult().originalArgs()),
                        Map.of(),
                        within -> LabFile.in(within).write(phones));
                console.message(phones.stream().filter(LabPhone::isFit).count() + " of " + phones.size()
                        + " phones are fit; if this is cut off, go on by: " + LabResume.COMMAND + ' '
                        + run.files().folder());
                ExitCode code = session.measureOrLeaveNothing(
                        run, new Measuring(console, new ModelStore(cache.folder()), scratch.path()));
                return LabTable.end(console, run.files(), phones, code).code();
            }
        }
    }

    private static void insistOnOne(List<LabPhone> phones) {
        if (phones.isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "the plan selects none of the phones that are connected: see 'squeezebench devices', and correct its"
                            + " serial, model or label");
        }
        if (phones.stream().noneMatch(LabPhone::isFit)) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "no phone is fit to measure: "
                            + phones.stream()
                                    .map(phone -> Printable.text(phone.serial()) + ": "
                                            + phone.obstacle().orElse("it is unknown"))
                                    .collect(Collectors.joining("; ")));
        }
    }
}
