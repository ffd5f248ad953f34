package dev.squeezebench.cli.gate;

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
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.GateExperiment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
    private static final List<String> REFUSED =
            List.of("--rounds", "--interval", "--quick", "--interleave", "--fail-on", "--resume");

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
        GateArm first = GateArm.parse(GatePlan.BASELINE, baseline);
        GateArm second = GateArm.parse(GatePlan.CANDIDATE, candidate);
        Console console = Console.of(spec.commandLine(), consoleOptions, surroundings);
        cache.check();
        output.out().ifPresent(RunFiles::check);
        first.jvm();
        second.jvm();
        console.message("baseline: " + first.inWords() + "; candidate: " + second.inWords()
                + (first.values().equals(second.values()) ? ": nothing differs" : ""));
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(() -> farewell("interrupted"))) {
            PlanBuilder planner = new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
            GatePlan plan = GatePlan.of(planner, spec, first, second, console);
            if (output.dryRun()) {
                show(console, GatePlan.BASELINE, plan.baseline());
                show(console, GatePlan.CANDIDATE, plan.candidate());
                return ExitCode.DONE.code();
            }
            Gates gates = new Gates(console, cache, output, scratch.path(), interruption);
            Gates.Ended ended = gates.measure(
                    plan,
                    limits(plan.baseline().scenarios().size()),
                    allowOutputChange,
                    output.out(),
                    new Gates.Recorded(words(), commandLine()));
            ExitCode code = ended.early().isPresent() ? ended.early().get() : publish(console, ended);
            return (shadow && code != ExitCode.INTERRUPTED ? ExitCode.DONE : code).code();
        }
    }

    private static void show(Console console, String arm, RunPlan plan) {
        plan.scenarios()
                .forEach(each -> console.result(arm + ' ' + each.scenario().id()));
    }

    private GateExperiment.Limits limits(int scenarios) {
        Duration budget =
                spec.findOption("--time-budget").originalStringValues().isEmpty()
                        ? BUDGET_OF_A_SCENARIO.multipliedBy(scenarios)
                        : settings.length().timeBudget();
        return new GateExperiment.Limits(maxSlowdown, maxMemoryGrowth, budget, false);
    }

    private static ExitCode publish(Console console, Gates.Ended ended) throws IOException {
        List<String> lines = GateReport.lines(ended.scenarios());
        lines.forEach(console::result);
        RunFiles.replace(
                new RunFiles(ended.folder()).report(),
                String.join(System.lineSeparator(), lines) + System.lineSeparator());
        console.message("saved in " + ended.folder() + ": results.jsonl, report.md and log.txt");
        return GateReport.code(ended.scenarios());
    }

    private void refuse() {
        for (String flag : REFUSED) {
            if (!spec.findOption(flag).originalStringValues().isEmpty()) {
                throw UserException.usage(flag + " is no option of a gate: its rounds and looks are fixed beforehand;"
                        + " docs/gate.md tells them");
            }
        }
    }

    private Map<String, String> words() throws IOException {
        Map<String, String> words = new TreeMap<>(Settings.words(spec, Targets.usual(surroundings), text()::shown));
        words.put("gate_baseline", String.join(",", baseline));
        words.put("gate_candidate", String.join(",", candidate));
        words.put("max_slowdown", String.valueOf(maxSlowdown));
        words.put("max_memory_growth", String.valueOf(maxMemoryGrowth));
        words.put("allow_output_change", String.valueOf(allowOutputChange));
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
