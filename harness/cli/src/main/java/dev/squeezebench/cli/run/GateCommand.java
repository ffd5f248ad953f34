package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.gate.Evidence;
import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.GateRule;
import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.SlowMode;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.FractionConverter;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.core.experiment.ExperimentPlan;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.experiment.StopReason;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    private static final String BASELINE = "baseline";
    private static final String CANDIDATE = "candidate";
    private static final String CONTROL = "control";

    /** They would change what the rule's levels were made for. */
    private static final List<String> REFUSED =
            List.of("--rounds", "--interval", "--quick", "--interleave", "--fail-on", "--resume");

    private static final int CYCLES = 16;
    private static final Duration BUDGET_OF_A_SCENARIO = Duration.ofMinutes(5);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--baseline",
            paramLabel = "KEY=VALUE",
            description =
                    "What the baseline has of its own, once for each KEY: runtime, target, model, checkpoint, lowering,"
                            + " fusion, dtype, threads, option.NAME, env.NAME, jvm (folder of a JDK), jvm-args.")
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

    @Option(names = "--shadow", description = "As usual, with exit code 0 whatever the verdict: to introduce a gate.")
    private boolean shadow;

    @Mixin
    private Settings settings = new Settings();

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
        GateArm first = GateArm.parse(BASELINE, baseline);
        GateArm second = GateArm.parse(CANDIDATE, candidate);
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        cache.check();
        output.out().ifPresent(RunFiles::check);
        JvmSpec firstJvm = first.jvm();
        JvmSpec secondJvm = second.jvm();
        console.message("baseline: " + first.inWords() + "; candidate: " + second.inWords()
                + (first.values().equals(second.values()) ? ": nothing differs" : ""));
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(() -> farewell("interrupted"))) {
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            Settings firstSettings = first.settings(spec);
            RunPlan ofBaseline = planned(planner, firstSettings);
            RunPlan ofCandidate = sameGraphs(planned(planner, second.settings(spec)), ofBaseline, second, console);
            if (ofBaseline.scenarios().size() != ofCandidate.scenarios().size()) {
                throw UserException.usage(
                        "the baseline is " + ofBaseline.scenarios().size()
                                + " scenarios and the candidate "
                                + ofCandidate.scenarios().size()
                                + ": each needs its other side; vary values that are no list");
            }
            if (output.dryRun()) {
                ofBaseline
                        .scenarios()
                        .forEach(each ->
                                console.result("baseline " + each.scenario().id()));
                ofCandidate
                        .scenarios()
                        .forEach(each ->
                                console.result("candidate " + each.scenario().id()));
                return ExitCode.DONE.code();
            }
            CacheUse use = cache.use();
            try (use;
                    Run run = Run.started(
                            output, firstSettings, words(), both(ofBaseline, ofCandidate), commandLine(), Map.of())) {
                Measuring measuring = new Measuring(console, new ModelStore(cache.folder()), scratch.path());
                List<PlannedScenario> files = measuring.prepare(run);
                int count = ofBaseline.scenarios().size();
                List<ArmPair> pairs = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    pairs.add(new ArmPair(
                            new Arm(CANDIDATE, files.get(count + i), secondJvm),
                            new Arm(BASELINE, files.get(i), firstJvm)));
                }
                ExitCode code = gate(console, run, measuring, pairs, interruption);
                run.files().resume().delete();
                return (shadow && code != ExitCode.INTERRUPTED ? ExitCode.DONE : code).code();
            }
        }
    }

    private void refuse() {
        for (String flag : REFUSED) {
            if (!spec.findOption(flag).originalStringValues().isEmpty()) {
                throw UserException.usage(flag + " is no option of a gate: its rounds and looks are fixed beforehand;"
                        + " docs/gate.md tells them");
            }
        }
    }

    private static RunPlan planned(PlanBuilder planner, Settings settings) throws IOException, InterruptedException {
        RunPlan plan = planner.plan(settings);
        plan.insist();
        if (!plan.unsupported().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "not all of it can be measured here: "
                            + plan.unsupported().get(0).line());
        }
        return plan;
    }

    /** Both sides open the very same file, unless the candidate says which graph it wants. */
    private static RunPlan sameGraphs(RunPlan candidate, RunPlan baseline, GateArm arm, Console console) {
        if (arm.choosesGraph()
                || candidate.scenarios().size() != baseline.scenarios().size()) {
            return candidate;
        }
        List<RunnableScenario> same = new ArrayList<>();
        for (int i = 0; i < candidate.scenarios().size(); i++) {
            RunnableScenario own = candidate.scenarios().get(i);
            Scenario other = baseline.scenarios().get(i).scenario();
            boolean differs = !own.scenario().lowering().equals(other.lowering())
                    || !own.scenario().fusion().equals(other.fusion());
            if (differs && own.scenario().workload().equals(other.workload())) {
                console.message("the candidate takes the baseline's graph, " + other.lowering() + " with fusion "
                        + other.fusion() + ", instead of " + own.scenario().lowering() + " with fusion "
                        + own.scenario().fusion());
                same.add(own.inForm(other.lowering(), other.fusion()));
            } else {
                same.add(own);
            }
        }
        return new RunPlan(
                same,
                candidate.unsupported(),
                candidate.baseline(),
                candidate.warnings(),
                candidate.files(),
                candidate.notes());
    }

    private static RunPlan both(RunPlan one, RunPlan other) {
        return new RunPlan(
                concat(one.scenarios(), other.scenarios()),
                List.of(),
                one.baseline(),
                concat(one.warnings(), other.warnings()).stream().distinct().toList(),
                concat(one.files(), other.files()).stream().distinct().toList(),
                concat(one.notes(), other.notes()).stream().distinct().toList());
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private ExitCode gate(Console console, Run run, Measuring measuring, List<ArmPair> pairs, Interruption interruption)
            throws IOException, InterruptedException {
        ProcessLock machine = output.noWait()
                ? MachineLock.ofThisMachine().take("squeezebench gate")
                : MachineLock.ofThisMachine().await("squeezebench gate", console::message);
        try (machine) {
            run.writer().write(measuring.machine(run));
            interruption.measuringBegins();
            try {
                Optional<ExitCode> wrong = tryAll(console, run, measuring, pairs);
                return wrong.isPresent() ? wrong.get() : rounds(console, run, measuring, pairs, interruption);
            } finally {
                interruption.measuringEnds();
            }
        }
    }

    /** What cannot run, or computes something wrong, ends before the first round. */
    private Optional<ExitCode> tryAll(Console console, Run run, Measuring measuring, List<ArmPair> pairs)
            throws InterruptedException {
        for (ArmPair pair : pairs) {
            for (Arm arm : List.of(pair.baseline(), pair.candidate())) {
                Trial trial = measuring.tried(run, arm);
                if (trial.outcome() instanceof TrialOutcome.Unsupported unsupported) {
                    throw new UserException(ExitCode.NOT_USABLE, arm + ": " + unsupported.reason());
                }
                if (trial.outcome() instanceof TrialOutcome.Failed failed) {
                    boolean outputs = failed.stage() == Stage.OUTPUT_CHECK;
                    if (!outputs) {
                        throw new UserException(
                                ExitCode.NOT_USABLE,
                                arm + " failed at " + failed.stage().word() + ": " + failed.reason());
                    }
                    console.warning(arm + ": " + failed.reason());
                    if (!allowOutputChange) {
                        console.warning("a faster wrong answer is not faster; --allow-output-change judges it anyway");
                        return Optional.of(ExitCode.PARTIAL);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private ExitCode rounds(
            Console console, Run run, Measuring measuring, List<ArmPair> pairs, Interruption interruption)
            throws IOException {
        Duration budget =
                spec.findOption("--time-budget").originalStringValues().isEmpty()
                        ? BUDGET_OF_A_SCENARIO.multipliedBy(pairs.size())
                        : settings.length().timeBudget();
        List<Trial> trials = List.of();
        List<Judged> judged = List.of();
        OptionalInt look = GateRule.nextLook(0, false);
        while (look.isPresent()) {
            ExperimentResult result =
                    measuring.experiment(run, plan(run, pairs, look.getAsInt()), trials, interruption.cancellation());
            trials = result.trials();
            if (result.reason() == StopReason.CANCELLED) {
                return ExitCode.INTERRUPTED;
            }
            judged = judged(pairs, trials, List.of(), result.elapsed());
            boolean open = judged.stream().anyMatch(Judged::isOpen);
            OptionalInt next = GateRule.nextLook(look.getAsInt(), false);
            boolean fits = next.isPresent()
                    && result.rounds() > 0
                    && result.elapsed()
                                    .dividedBy(result.rounds())
                                    .multipliedBy(next.getAsInt())
                                    .compareTo(budget)
                            <= 0;
            look = open && fits && result.reason() != StopReason.NOTHING_LEFT ? next : OptionalInt.empty();
        }
        if (judged.stream().anyMatch(each -> each.latency.verdict() instanceof Verdict.Fail)) {
            console.message(
                    "slower: " + GateRule.CONTROL_ROUNDS + " control rounds of the baseline against itself follow");
            List<ArmPair> controls = pairs.stream()
                    .map(pair -> new ArmPair(
                            new Arm(
                                    CONTROL,
                                    pair.baseline().planned(),
                                    pair.baseline().jvm()),
                            pair.baseline()))
                    .toList();
            ExperimentResult result = measuring.experiment(
                    run, plan(run, controls, GateRule.CONTROL_ROUNDS), List.of(), interruption.cancellation());
            if (result.reason() == StopReason.CANCELLED) {
                return ExitCode.INTERRUPTED;
            }
            judged = judged(pairs, trials, result.trials(), judged.get(0).elapsed);
        }
        return publish(console, run, judged);
    }

    private static ExperimentPlan plan(Run run, List<ArmPair> pairs, int rounds) {
        List<ExperimentPlan.Group> groups = new ArrayList<>();
        for (ArmPair pair : pairs) {
            String prefix = pair.candidate().name().equals(CONTROL) ? "c" : "g";
            groups.add(new ExperimentPlan.Group(
                    Optional.of(prefix + (groups.size() + 1)),
                    Optional.empty(),
                    List.of(pair.baseline(), pair.candidate()),
                    List.of(pair)));
        }
        return new ExperimentPlan(
                groups,
                RunLength.STANDARD.withRounds(rounds).withCycles(CYCLES),
                run.record().seed());
    }

    /** What came out for one scenario. */
    private record Judged(
            ArmPair pair, Finding latency, Optional<Finding> memory, GateTrials trials, Duration elapsed) {
        boolean isOpen() {
            return Stream.concat(Stream.of(latency), memory.stream())
                    .anyMatch(finding -> finding.verdict() instanceof Verdict.Inconclusive);
        }
    }

    private List<Judged> judged(List<ArmPair> pairs, List<Trial> trials, List<Trial> controls, Duration elapsed) {
        List<Judged> all = new ArrayList<>();
        for (ArmPair pair : pairs) {
            GateTrials own = GateTrials.paired(of(trials, pair.candidate()), of(trials, pair.baseline()));
            List<Double> control = GateTrials.paired(
                            controls.stream()
                                    .filter(trial -> trial.arm().equals(CONTROL))
                                    .filter(trial -> trial.scenario()
                                            .equals(pair.baseline().scenario()))
                                    .toList(),
                            of(controls, pair.baseline()))
                    .logRatios();
            Evidence evidence = new Evidence(own.rounds(), control, own.unsteady());
            all.add(new Judged(
                    pair,
                    new GateRule(maxSlowdown, pairs.size()).latency(evidence),
                    new GateRule(maxMemoryGrowth, pairs.size()).memory(evidence),
                    own,
                    elapsed));
        }
        return all;
    }

    private static List<Trial> of(List<Trial> trials, Arm arm) {
        return trials.stream().filter(arm::measured).toList();
    }

    private ExitCode publish(Console console, Run run, List<Judged> judged) throws IOException {
        List<String> lines = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (Judged each : judged) {
            String id = each.pair.candidate().scenario().id();
            verdicts.add(each.latency.verdict());
            lines.add(each.latency.line(id, each.elapsed));
            each.memory.ifPresent(memory -> {
                verdicts.add(memory.verdict());
                lines.add(memory.line(id, each.elapsed));
            });
        }
        for (Judged each : judged) {
            each.trials.slowMode().filter(SlowMode::found).ifPresent(mode -> lines.add("  " + mode.words()));
            each.trials
                    .placeEffect()
                    .ifPresent(effect -> lines.add(String.format(
                            Locale.ROOT,
                            "  the first turn of a cycle is %.2f%% slower than the other; it cancels",
                            100 * Math.expm1(effect.mean()))));
        }
        lines.add("  " + uncontrolled());
        lines.forEach(console::result);
        RunFiles.replace(run.files().report(), String.join(System.lineSeparator(), lines) + System.lineSeparator());
        console.message("saved in " + run.files().folder() + ": results.jsonl, report.md and log.txt");
        Verdict all = Verdict.of(verdicts);
        if (judged.stream().anyMatch(each -> each.trials.candidate().isEmpty())) {
            return ExitCode.PARTIAL;
        }
        return all instanceof Verdict.Fail
                ? ExitCode.FAILED
                : all instanceof Verdict.Pass ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
    }

    private static String uncontrolled() {
        return "uncontrolled: this machine's gate was not tried with the baseline against itself; give --baseline and"
                + " --candidate the same values to see what it says of no difference";
    }

    private Map<String, String> words() throws IOException {
        Map<String, String> words = new TreeMap<>(Settings.words(spec, Targets.usual(surroundings), text()::shown));
        words.put("gate_baseline", String.join(",", baseline));
        words.put("gate_candidate", String.join(",", candidate));
        words.put("max_slowdown", String.valueOf(maxSlowdown));
        words.put("max_memory_growth", String.valueOf(maxMemoryGrowth));
        return words;
    }

    private List<String> commandLine() {
        return text().of(spec.root().commandLine().getParseResult().originalArgs());
    }

    private CommandLineText text() {
        return new CommandLineText(new Redaction(output.identify()), spec, Set.of());
    }

    private void farewell(String line) {
        spec.commandLine().getErr().println(ErrorLines.PREFIX + line);
        spec.commandLine().getErr().flush();
    }
}
