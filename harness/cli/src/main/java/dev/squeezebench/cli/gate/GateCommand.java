package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.cli.bundle.BundleManifest;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.FractionConverter;
import dev.squeezebench.cli.options.LengthOptions;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.Distribution;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.report.Verdict;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.Bisection;
import dev.squeezebench.core.experiment.GateExperiment;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.text.Escaping;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /** They would change what the rule's levels were made for. */
    private static final List<String> REFUSED = List.of("--rounds", "--interval", "--quick", "--resume");

    /** Where it writes: a command that repeats it names its own. */
    private static final List<String> FILES = List.of("--out", "--continue", "--export");

    private static final Duration BUDGET_OF_A_SCENARIO = Duration.ofMinutes(5);

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

    public GateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuse();
        if (selfTest.wanted()) {
            return proved().code();
        }
        if (bisect != null) {
            return inShadow(bisected(RuntimeVersions.parse(bisect))).code();
        }
        Optional<StoredGate> before = stored();
        GateArm first = GateArm.parse(JudgedScenario.BASELINE, baseline);
        GateArm second = GateArm.parse(JudgedScenario.CANDIDATE, candidate);
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
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
                Interruption interruption = Interruption.watch(this::farewell)) {
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            Optional<BundleManifest> bundle = BundleManifest.in(surroundings.home());
            List<String> planned =
                    bundle.map(own -> own.arguments(surroundings.home())).orElse(List.of());
            CommandSpec said = suite.said(spec, suites(), planned);
            GatePlan plan = GatePlan.of(planner, said, first, second, console);
            if (output.dryRun()) {
                show(console, JudgedScenario.BASELINE, plan.baseline());
                show(console, JudgedScenario.CANDIDATE, plan.candidate());
                return ExitCode.DONE.code();
            }
            int scenarios = plan.baseline().scenarios().size();
            Gates gates = new Gates(console, cache, output, scratch.path(), interruption);
            measuring.set(gates);
            Gates.Ended ended = gates.measure(
                    plan,
                    limits(scenarios, before.isPresent()),
                    allowOutputChange,
                    folder,
                    before,
                    new Gates.Recorded(
                            words(first, second, planned, scenarios),
                            commandLine(),
                            bundle.map(BundleManifest::contents).orElse(Map.of())));
            List<String> began = before.map(gate -> gate.record().commandLine()).orElseGet(this::commandLine);
            ExitCode code = ended.early().isPresent()
                    ? ended.early().get()
                    : new GatePublisher(
                                    console,
                                    Drawing.here(),
                                    files,
                                    new GitHubActions(
                                            surroundings.environment(),
                                            spec.commandLine().getErr()))
                            .publish(ended.folder(), scenarios, cache.folder(), notes(began));
            if (code != ExitCode.FAILED
                    && code != ExitCode.INTERRUPTED
                    && Verdict.refused(
                            ResultReader.read(new RunFiles(ended.folder()).results())
                                    .trials(),
                            settings.length().failOn(),
                            console::warning)) {
                code = ExitCode.PARTIAL;
            }
            List<String> clear = spec.root().commandLine().getParseResult().originalArgs();
            if (ended.early().isEmpty() && before.isEmpty() && !began.equals(clear)) {
                console.message("repeat it by: " + typed(clear));
            }
            return inShadow(code).code();
        }
    }

    private ExitCode inShadow(ExitCode code) {
        return shadow && code != ExitCode.INTERRUPTED ? ExitCode.DONE : code;
    }

    /** A gate for each step, between the first version and others. */
    private ExitCode bisected(RuntimeVersions wanted) throws IOException, InterruptedException {
        if (stored != null || !exports.isEmpty()) {
            throw UserException.usage("--bisect is many gates: leave out --continue and --export");
        }
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        cache.check();
        output.out().ifPresent(RunFiles::check);
        Path folder = output.out().orElseGet(GateCommand::usualFolder);
        List<String> versions = wanted.all(Distribution.runners(surroundings), RuntimeResolver.ofUser(false, console));
        console.message("versions: " + String.join(", ", versions));
        if (output.dryRun()) {
            return ExitCode.DONE;
        }
        try (Scratch scratch = Scratch.create();
                Interruption interruption =
                        Interruption.watch(() -> farewell("interrupted; what was measured is saved in " + folder))) {
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            Gates gates = new Gates(console, cache, output, scratch.path(), interruption);
            Function<String, GateArm> base =
                    version -> GateArm.parse(JudgedScenario.BASELINE, with(baseline, wanted.runner(), version));
            Function<String, GateArm> other =
                    version -> GateArm.parse(JudgedScenario.CANDIDATE, with(candidate, wanted.runner(), version));
            GateSteps steps = new GateSteps(
                    console,
                    (older, newer) -> GatePlan.of(planner, spec, base.apply(older), other.apply(newer), console),
                    (plan, older, newer) -> {
                        int scenarios = plan.baseline().scenarios().size();
                        Path gate = folder.resolve(older + "-to-" + newer);
                        Gates.Ended ended = gates.measure(
                                plan,
                                limits(scenarios, false),
                                allowOutputChange,
                                Optional.of(gate),
                                Optional.empty(),
                                new Gates.Recorded(
                                        words(base.apply(older), other.apply(newer), List.of(), scenarios),
                                        commandLine(),
                                        Map.of()));
                        return ended.early().isPresent()
                                ? new GateSteps.Measured(List.of(), ended.early())
                                : new GateSteps.Measured(GatePublisher.save(gate, List.of()), Optional.empty());
                    });
            Bisection.Found found = new Bisection(versions, steps).search();
            console.result(GateSteps.words(wanted.runner(), found));
            console.message("saved in " + folder + ": a folder for each gate");
            return GateSteps.code(found);
        } catch (InterruptedException cancelled) {
            return ExitCode.INTERRUPTED;
        }
    }

    private static List<String> with(List<String> words, String runner, String version) {
        return Stream.concat(words.stream(), Stream.of("runtime=" + runner + '@' + version))
                .toList();
    }

    private static Path usualFolder() {
        return RunFiles.defaultFolder(
                LocalDateTime.now(ZoneOffset.UTC),
                Digests.shortHash(UUID.randomUUID().toString()));
    }

    /** Gates whose right answer is known, instead of one that decides something. */
    private ExitCode proved() throws IOException, InterruptedException {
        if (!candidate.isEmpty() || stored != null || bisect != null || !exports.isEmpty()) {
            throw UserException.usage("--self-test measures equal sides, which --baseline can tell more of: leave out"
                    + " --candidate, --continue, --bisect and --export");
        }
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        cache.check();
        Path folder = output.out().orElseGet(GateCommand::usualFolder);
        GateArm side = GateArm.parse(JudgedScenario.BASELINE, baseline);
        GateArm other = GateArm.parse(JudgedScenario.CANDIDATE, baseline);
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(
                        () -> farewell("interrupted; the same command goes on with --out " + folder))) {
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            GatePlan whole = GatePlan.of(planner, spec, side, other, console);
            boolean chosen = !Settings.given(spec).isEmpty();
            GatePlan plan = chosen ? whole : whole.first();
            int scenarios = plan.baseline().scenarios().size();
            console.message("self-test of the gate by "
                    + plan.baseline().scenarios().stream()
                            .map(each -> each.scenario().id())
                            .collect(Collectors.joining(", "))
                    + (chosen ? "" : "; --workload and --target choose others"));
            if (output.dryRun()) {
                show(console, JudgedScenario.BASELINE, plan.baseline());
                return ExitCode.DONE;
            }
            Gates gates = new Gates(console, cache, output, scratch.path(), interruption);
            GateExperiment.Limits usual = limits(scenarios, false);
            SelfTest test = new SelfTest(console, folder, usual, System::nanoTime, (series, gate, time, words) -> {
                Duration budget = time.compareTo(usual.budget()) < 0 ? time : usual.budget();
                Gates.Ended ended = gates.measure(
                        plan.injecting(series.baseline(), series.candidate()),
                        new GateExperiment.Limits(usual.slowdown(), usual.memoryGrowth(), budget, false),
                        allowOutputChange,
                        Optional.of(gate),
                        Optional.empty(),
                        new Gates.Recorded(words, commandLine(), Map.of()));
                if (ended.early().isEmpty()) {
                    GatePublisher.save(gate, List.of());
                }
                return ended.early();
            });
            SelfTest.Outcome outcome = test.run(
                    selfTest.series(),
                    selfTest.gates(),
                    selfTest.time(),
                    plan.withHashes(words(side, other, List.of(), scenarios)));
            test.save(outcome);
            if (outcome.control().isPresent()) {
                Control.of(outcome.control().get(), Instant.now())
                        .store(cache.folder(), outcome.machine().orElseThrow());
            }
            console.print(outcome.rendered(console.format(), console.width()));
            console.message("saved in " + folder
                    + ": a folder for each gate, report.md, and the rounds of each series in" + " rounds-*.txt");
            return outcome.code();
        }
    }

    private static void show(Console console, String arm, RunPlan plan) {
        plan.scenarios()
                .forEach(each -> console.result(arm + ' ' + each.scenario().id()));
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

    private GateExperiment.Limits limits(int scenarios, boolean continued) {
        Duration budget =
                spec.findOption("--time-budget").originalStringValues().isEmpty()
                        ? BUDGET_OF_A_SCENARIO.multipliedBy(scenarios)
                        : settings.length().timeBudget();
        return new GateExperiment.Limits(maxSlowdown, maxMemoryGrowth, budget, continued);
    }

    private List<String> notes(List<String> began) {
        return List.of("repeat it by: " + typed(began));
    }

    /** The command as a shell takes it, without what it writes to. */
    private String typed(List<String> arguments) {
        List<String> again = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (FILES.contains(argument)) {
                i++;
            } else if (!FILES.contains(argument.split("=", 2)[0])) {
                again.add(argument);
            }
        }
        return CommandLineText.typed(spec.root().commandLine().getCommandName(), again);
    }

    private void refuse() {
        Optional<String> given = REFUSED.stream()
                .filter(flag -> !spec.findOption(flag).originalStringValues().isEmpty())
                .findFirst();
        if (given.isPresent() || settings.length().interleave() != LengthOptions.Interleave.ON) {
            throw UserException.usage(given.orElse("--interleave off")
                    + " is no option of a gate: its rounds and looks are fixed beforehand;"
                    + " docs/gate.md tells them");
        }
    }

    /** Suites that came with the distribution. */
    private Path suites() {
        return surroundings.home().resolve("suites");
    }

    private Map<String, String> words(GateArm first, GateArm second, List<String> planned, int scenarios)
            throws IOException {
        Map<String, String> words =
                new TreeMap<>(suite.words(spec, suites(), planned, Targets.usual(surroundings), text()::shown));
        words.putAll(first.words(new Redaction(output.identify())));
        words.putAll(second.words(new Redaction(output.identify())));
        words.put(SavedGate.MAX_SLOWDOWN, String.valueOf(maxSlowdown));
        words.put(SavedGate.MAX_MEMORY_GROWTH, String.valueOf(maxMemoryGrowth));
        words.put(SavedGate.SCENARIOS, String.valueOf(scenarios));
        words.put("allow_output_change", String.valueOf(allowOutputChange));
        return words;
    }

    private List<String> commandLine() {
        return text().of(spec.root().commandLine().getParseResult().originalArgs());
    }

    private CommandLineText text() {
        return new CommandLineText(new Redaction(output.identify()), spec, new TreeSet<>(SuiteOption.names(suites())));
    }

    private void farewell() {
        Optional<Path> folder = Optional.ofNullable(measuring.get()).flatMap(Gates::folder);
        farewell(folder.map(saved ->
                        "interrupted; what was measured is saved, go on by: squeezebench gate --continue " + saved)
                .orElse("interrupted; nothing was measured"));
    }

    private void farewell(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println();
        err.println(ErrorLines.PREFIX + Escaping.line(words));
        err.flush();
    }
}
