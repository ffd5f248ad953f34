package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.run.RunRequest;
import dev.squeezebench.core.lock.MachineLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures scenarios, and says where their time goes. */
@Command(
        name = "profile",
        description = {
            "Where the time goes: measures scenarios as 'run' does, then profiles each in a process of its own, and shows"
                    + " operators and layer kinds, both models side by side, and why one is not as many times as fast as it"
                    + " computes less.",
            "With --baseline or --candidate: two sides of the same scenarios, measured and profiled in turns, and the layer"
                    + " kind that changed most.",
            "Latencies are those of the trials without a profiler."
        },
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench profile",
            "  squeezebench profile --workload squeezebert-tiny,bert-tiny --quick",
            "  squeezebench profile --target onnxruntime:cpu --rounds 3 --format json",
            "  squeezebench profile --workload bert-tiny --flame cpu",
            "  squeezebench profile --baseline runtime=onnxruntime@1.26.0 --target onnxruntime:cpu --fusion none"
        })
public final class ProfileCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--baseline",
            paramLabel = "KEY=VALUE",
            description =
                    "What a side has of its own that the other is compared with, once for each KEY, as for 'gate'.")
    private List<String> baseline = List.of();

    @Option(
            names = "--candidate",
            paramLabel = "KEY=VALUE",
            description = "The same of the other side (default: as the command says).")
    private List<String> candidate = List.of();

    @Option(
            names = "--issue",
            paramLabel = "FILE",
            description =
                    "Write of the operator that became slowest between both sides, in Markdown for the runtime's bug"
                            + " tracker, and that operator cut out beside it (.onnx). Exit code 3 where none is shown to.")
    private @Nullable Path issue;

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SuiteOption suite = new SuiteOption();

    @Mixin
    private RunOutputOptions output = new RunOutputOptions();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Option(
            names = "--flame",
            paramLabel = "EVENT",
            split = ",",
            description = {
                "Flame graphs by async-profiler, each in a process of its own: cpu, wall (of the thread that invokes), nativemem.",
                "It is fetched as Maven would, once."
            })
    private List<String> flames = new ArrayList<>();

    @Mixin
    private ConsoleOptions consoleOptions = new ConsoleOptions();

    public ProfileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        for (String event : flames) {
            if (!FlameTrials.EVENTS.contains(event)) {
                throw Suggestions.unknown("event of --flame", event, FlameTrials.EVENTS);
            }
        }
        if (!flames.isEmpty() && output.resume().isPresent()) {
            throw UserException.usage(
                    "--flame and --resume: flame graphs are drawn while a profile is taken; ask for them in a"
                            + " run of its own");
        }
        Optional<Sides> sides = Sides.parse(baseline, candidate);
        if (sides.isPresent() && output.resume().isPresent()) {
            throw UserException.usage(
                    "--resume goes on with the sides of its run: leave out --baseline and --candidate");
        }
        Optional<IssueFile> written = Optional.ofNullable(issue)
                .map(file -> new IssueFile(new CutRun.Place(surroundings, console, cache), file, sides));
        if (written.isPresent() && sides.isEmpty() && output.resume().isEmpty()) {
            throw UserException.usage("--issue is about two sides: name one by --baseline or --candidate");
        }
        written.ifPresent(IssueFile::check);
        return new RunRequest(surroundings, spec, settings, suite, output, cache, consoleOptions)
                .run(
                        sides,
                        Optional.of(new ProfileTrials(
                                console,
                                () -> machine(console),
                                (run, scratch) -> new ProfileTaking(console, run, scratch, flames),
                                new ProfileRendering(console)::print,
                                written)))
                .code();
    }

    private Closeable machine(Console console) throws IOException, InterruptedException {
        return output.noWait()
                ? MachineLock.ofThisMachine().take("squeezebench profile")::close
                : MachineLock.ofThisMachine().await("squeezebench profile", console::message)::close;
    }
}
