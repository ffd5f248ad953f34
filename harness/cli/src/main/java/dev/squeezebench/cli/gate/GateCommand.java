package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.arms.ArmKeys;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.FractionConverter;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a candidate is slower than its baseline, or takes more memory, than is tolerated. */
@Command(
        name = "gate",
        description = {
            "Measures a baseline and a candidate in turns, and decides whether the candidate is slower, or takes more memory,"
                    + " than is tolerated: PASS, FAIL or INCONCLUSIVE.",
            "What the two sides have in common is given as for 'run'."
        },
        abbreviateSynopsis = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench gate --baseline runtime=onnxruntime@1.28.0 --candidate runtime=onnxruntime@1.29.0 \\",
            "    --workload squeezebert-uncased --target onnxruntime:cpu",
            "  squeezebench gate --candidate option.onnxruntime.spinning=keep --workload squeezebert-tiny --threads 2 \\",
            "    --target onnxruntime:cpu"
        })
public final class GateCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final AtomicReference<@Nullable Gates> measuring = new AtomicReference<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--baseline",
            paramLabel = "KEY=VALUE",
            description =
                    "What the baseline has of its own, once for each KEY: runtime, target, model, checkpoint, lowering,"
                            + " fusion, dtype, threads, option.NAME, env.NAME, jvm (folder of a JDK), jvm-args,"
                            + " distribution (folder of another build of this program), loop (bare: a plain loop in place of"
                            + " the harness).")
    private List<String> baseline = List.of();

    @Option(names = "--candidate", paramLabel = "KEY=VALUE", description = "The same of the candidate.")
    private List<String> candidate = List.of();

    @Option(
            names = "--max-slowdown",
            paramLabel = "SHARE",
            defaultValue = "1%",
            converter = FractionConverter.class,
            description = "What the candidate may be slower by (default: ${DEFAULT-VALUE}).")
    private double maxSlowdown = 0.01;

    @Option(
            names = "--max-memory-growth",
            paramLabel = "SHARE",
            defaultValue = "5%",
            converter = FractionConverter.class,
            description = "What its peak resident set may be larger by (default: ${DEFAULT-VALUE}).")
    private double maxMemoryGrowth = 0.05;

    @Option(
            names = "--allow-output-change",
            description = "Judge the speed of a candidate whose outputs are wrong, too; recorded.")
    private boolean allowOutputChange;

    @Option(
            names = "--continue",
            paramLabel = "DIR",
            description = {
                "Go on with the gate in DIR from its stored rounds, to the looks that were fixed beforehand; where DIR is"
                        + " missing or empty, a gate begins in it.",
                "What is compared, machine and files have to be the same."
            })
    private @Nullable Path stored;

    @Option(
            names = "--export",
            paramLabel = "FORMAT=FILE",
            description =
                    "Save the result in another tool's format as well, such as junit=gate.xml; repeatable. Formats"
                            + " are those of 'export'.")
    private List<String> exports = List.of();

    @Option(names = "--shadow", description = "As usual, with exit code 0 whatever the verdict: to introduce a gate.")
    private boolean shadow;

    @Option(
            names = "--bisect",
            paramLabel = "KEY=RANGE",
            description =
                    "Between which versions of a runtime it became slower: runtime=onnxruntime@1.22.0..1.29.0, or a list"
                            + " from the oldest to the newest; a gate for each step. What cannot be had is skipped by name.")
    private @Nullable String bisect;

    @Mixin
    private SelfTestOptions selfTest = new SelfTestOptions();

    /** For the parser and the help: a plan has its own, with a suite's words in it. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private Settings settings = new Settings();

    @Mixin
    private SuiteOption suite = new SuiteOption();

    @Mixin
    private RunOutputOptions output = new RunOutputOptions();

    @Mixin
    private CacheOption cache = new CacheOption();

    @Mixin
    private ConsoleOptions consoleOptions = new ConsoleOptions();

    public GateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean proves = selfTest.wanted();
        if (proves && (!candidate.isEmpty() || stored != null || bisect != null || !exports.isEmpty())) {
            throw UserException.usage("--self-test measures equal sides, which --baseline can tell more of: leave out"
                    + " --candidate, --continue, --bisect and --export");
        }
        if (bisect != null && (stored != null || !exports.isEmpty())) {
            throw UserException.usage("--bisect is many gates: leave out --continue and --export");
        }
        GateRequest request = request();
        request.refuse();
        if (proves) {
            return new SelfTestRun(request, selfTest, baseline).run().code();
        }
        try {
            ExitCode code = bisect == null
                    ? judged(request)
                    : new BisectRun(request, RuntimeVersions.parse(bisect), baseline, candidate).run();
            return (shadow && code != ExitCode.INTERRUPTED ? ExitCode.DONE : code).code();
        } catch (UserException e) {
            request.github().showEnd(e.exitCode(), ended(e.getMessage()), Optional.empty(), request.console());
            throw e;
        }
    }

    private static String ended(@Nullable String why) {
        return "ended before its first round: " + why;
    }

    private GateRequest request() {
        return new GateRequest(
                spec,
                surroundings,
                Console.of(spec.commandLine(), consoleOptions, surroundings),
                suite,
                output,
                cache,
                new GateRequest.Tolerated(maxSlowdown, maxMemoryGrowth, allowOutputChange));
    }

    /** One gate, which may go on from its stored rounds. */
    private ExitCode judged(GateRequest given) throws IOException, InterruptedException {
        Optional<StoredGate> before = stored();
        // A command that names a folder alone was parsed again, with the gate's own arguments.
        GateRequest request = before.isPresent() ? request() : given;
        request.refuse();
        ArmKeys first = ArmKeys.parse(JudgedScenario.BASELINE, baseline);
        ArmKeys second = ArmKeys.parse(JudgedScenario.CANDIDATE, candidate);
        Console console = request.console();
        cache.check();
        Optional<Path> folder = Optional.ofNullable(stored).or(output::out);
        if (before.isEmpty()) {
            folder.ifPresent(RunFiles::check);
        }
        List<GateExport> files = exports.stream().map(GateExport::parse).toList();
        first.jvm();
        second.jvm();
        console.message("baseline: " + first.inWords() + "; candidate: " + second.inWords()
                + (first.values().equals(second.values()) ? ": nothing differs" : ""));
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(() -> farewell(request))) {
            ArmsPlan plan = ArmsPlan.of(request.planner(scratch), request.said(), first, second, console);
            if (output.dryRun()) {
                request.show(JudgedScenario.BASELINE, plan.baseline());
                request.show(JudgedScenario.CANDIDATE, plan.candidate());
                return ExitCode.DONE;
            }
            Gates gates = request.gates(scratch, interruption);
            measuring.set(gates);
            Gates.Ended ended = gates.measure(
                    plan,
                    request.limits(plan, before.isPresent()),
                    allowOutputChange,
                    folder,
                    before,
                    request.recorded(first, second, plan));
            if (ended.early().isPresent()) {
                ExitCode early = ended.early().get();
                if (early != ExitCode.INTERRUPTED) {
                    request.github()
                            .showEnd(
                                    early,
                                    ended("outputs are wrong; the job's log has which"),
                                    Optional.empty(),
                                    console);
                }
                return early;
            }
            List<String> began = before.map(gate -> gate.record().commandLine()).orElseGet(request::commandLine);
            GatePublisher.Published published = new GatePublisher(console, Drawing.here(), files, request.github())
                    .publish(
                            ended.folder(),
                            plan.baseline().scenarios().size(),
                            cache.folder(),
                            List.of("repeat it by: " + request.typed(began)));
            String clear = request.typed(request.arguments());
            if (before.isEmpty() && !request.typed(began).equals(clear)) {
                console.message("repeat it by: " + clear);
            }
            boolean refused = published.code() != ExitCode.FAILED
                    && Verdict.refused(
                            published.trials(), plan.settings().length().failOn(), console::warning);
            return refused ? ExitCode.PARTIAL : published.code();
        }
    }

    /** The gate to go on with; a command that names its folder alone takes the gate's own settings. */
    private Optional<StoredGate> stored() throws IOException {
        if (stored == null) {
            return Optional.empty();
        }
        if (output.out().isPresent()) {
            throw UserException.usage("--continue and --out exclude each other: a gate goes on in its own folder");
        }
        Optional<StoredGate> before = StoredGate.in(stored);
        boolean silent =
                Settings.given(spec).stream().allMatch(StoredGate::isFree) && baseline.isEmpty() && candidate.isEmpty();
        if (silent && before.isEmpty()) {
            throw UserException.usage("--continue " + Printable.text(stored.toString())
                    + ": there is no gate in it; say what to compare to begin one there");
        }
        if (silent) {
            List<String> own = spec.root().commandLine().getParseResult().originalArgs();
            List<String> arguments = new ArrayList<>(before.orElseThrow().arguments(spec));
            arguments.addAll(own.subList(own.indexOf(spec.name()) + 1, own.size()));
            spec.commandLine().parseArgs(arguments.toArray(String[]::new));
        }
        return before;
    }

    private void farewell(GateRequest request) {
        Optional<Path> folder = Optional.ofNullable(measuring.get()).flatMap(Gates::folder);
        request.farewell(folder.map(saved ->
                        "interrupted; what was measured is saved, go on by: squeezebench gate --continue " + saved)
                .orElse("interrupted; nothing was measured"));
    }
}
