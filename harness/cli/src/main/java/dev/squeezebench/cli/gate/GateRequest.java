package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.cli.arms.ArmKeys;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.bundle.BundleManifest;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.LengthOptions;
import dev.squeezebench.cli.options.RunOutputOptions;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.Targets;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.GateExperiment;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Escaping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a gate's command line says, whether it judges once, looks for a version or proves itself.
 *
 * @param spec the command, parsed
 * @param console where it speaks
 * @param suite flags from a file
 * @param output where results go
 * @param cache of models and controls
 * @param tolerated what the candidate may be worse by
 */
record GateRequest(
        CommandSpec spec,
        Surroundings surroundings,
        Console console,
        SuiteOption suite,
        RunOutputOptions output,
        CacheOption cache,
        Tolerated tolerated) {
    /** They would change what the rule's levels were made for. */
    private static final List<String> REFUSED = List.of("--rounds", "--interval", "--quick", "--resume", "--sustain");

    /** Where it writes: a command that repeats it names its own. */
    private static final List<String> FILES = List.of("--out", "--continue", "--export");

    private static final String INTERLEAVE = "--interleave";
    private static final String BUDGET = "--time-budget";
    private static final Duration BUDGET_OF_A_SCENARIO = Duration.ofMinutes(5);

    /**
     * What is no reason for a FAIL.
     *
     * @param slowdown share by which the candidate may be slower
     * @param memoryGrowth the same of its peak resident set
     * @param outputChange whether its outputs may be wrong
     */
    record Tolerated(double slowdown, double memoryGrowth, boolean outputChange) {}

    /**
     * Refuses what would change the rule, wherever it was said.
     *
     * @throws UserException when there is such a thing
     */
    void refuse() {
        CommandSpec said = said();
        for (String flag : REFUSED) {
            if (isGiven(spec, flag) || isGiven(said, flag)) {
                throw refused(flag, !isGiven(spec, flag));
            }
        }
        OptionSpec option = said.findOption(INTERLEAVE);
        for (String value : option.originalStringValues()) {
            if (!value.equalsIgnoreCase(LengthOptions.Interleave.ON.name())) {
                throw refused(INTERLEAVE + ' ' + value, !isGiven(spec, INTERLEAVE));
            }
        }
    }

    private static UserException refused(String what, boolean inSuite) {
        return UserException.usage(what + (inSuite ? ", which the suite says," : "")
                + " is no option of a gate: its rounds and looks are fixed beforehand; docs/gate.md lists them");
    }

    private static boolean isGiven(CommandSpec command, String flag) {
        OptionSpec option = command.findOption(flag);
        return option != null && !option.originalStringValues().isEmpty();
    }

    /** What both sides have in common: flags, those of the suite, and of a bundle what it was made for. */
    CommandSpec said() {
        return suite.said(spec, suites(), bundled());
    }

    /** The bundle that this runs from; empty elsewhere. */
    private Optional<BundleManifest> bundle() {
        return BundleManifest.in(surroundings.home());
    }

    /** Without how long its {@code run} measures, which is no matter of a gate. */
    private List<String> bundled() {
        return bundle().map(own -> own.arguments(surroundings.home())).orElse(List.of()).stream()
                .filter(argument -> !isOfRunAlone(argument.split("=", 2)[0]))
                .toList();
    }

    private static boolean isOfRunAlone(String flag) {
        return REFUSED.contains(flag) || flag.equals(INTERLEAVE);
    }

    /** Suites that came with the distribution. */
    private Path suites() {
        return surroundings.home().resolve("suites");
    }

    PlanBuilder planner(Scratch scratch) {
        return new PlanBuilder(surroundings, console, scratch.path(), cache.folder());
    }

    Gates gates(Scratch scratch, Interruption interruption) {
        return new Gates(console, cache, output, scratch.path(), interruption);
    }

    /** What a job of GitHub shows, where this is one. */
    GitHubActions github() {
        return new GitHubActions(surroundings.environment(), spec.commandLine().getErr());
    }

    /** The folder that was named, or a new one of the usual name. */
    Path folder() {
        return output.out()
                .orElseGet(() -> RunFiles.defaultFolder(
                        LocalDateTime.now(ZoneOffset.UTC),
                        Digests.shortHash(UUID.randomUUID().toString())));
    }

    /** Of a gate of this plan. */
    GateExperiment.Limits limits(ArmsPlan plan, boolean continued) {
        Duration budget = isGiven(said(), BUDGET)
                ? plan.settings().length().timeBudget()
                : BUDGET_OF_A_SCENARIO.multipliedBy(plan.baseline().scenarios().size());
        return new GateExperiment.Limits(tolerated.slowdown(), tolerated.memoryGrowth(), budget, continued);
    }

    /** What the record of a gate's run says of this command. */
    Gates.Recorded recorded(ArmKeys baseline, ArmKeys candidate, ArmsPlan plan) throws IOException {
        return recorded(words(baseline, candidate, plan));
    }

    /** The same with other words of its settings. */
    Gates.Recorded recorded(Map<String, String> words) {
        return new Gates.Recorded(
                words, commandLine(), bundle().map(BundleManifest::contents).orElse(Map.of()));
    }

    /** Settings in force, as a run's record has them. */
    Map<String, String> words(ArmKeys baseline, ArmKeys candidate, ArmsPlan plan) throws IOException {
        Map<String, String> words =
                new TreeMap<>(suite.words(spec, suites(), bundled(), Targets.usual(surroundings), text()::shown));
        words.putAll(baseline.words(new Redaction(output.identify())));
        words.putAll(candidate.words(new Redaction(output.identify())));
        words.put(SavedGate.MAX_SLOWDOWN, String.valueOf(tolerated.slowdown()));
        words.put(SavedGate.MAX_MEMORY_GROWTH, String.valueOf(tolerated.memoryGrowth()));
        words.put(
                SavedGate.SCENARIOS, String.valueOf(plan.baseline().scenarios().size()));
        words.put("allow_output_change", String.valueOf(tolerated.outputChange()));
        return text().withoutSerials(words);
    }

    /** The command's arguments, paths hashed unless they are to be clear. */
    List<String> commandLine() {
        return text().of(arguments());
    }

    /** The same as they were typed. */
    List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    private CommandLineText text() {
        return new CommandLineText(new Redaction(output.identify()), spec, new TreeSet<>(SuiteOption.names(suites())));
    }

    /** A command as a shell takes it, without what it writes to. */
    String typed(List<String> arguments) {
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

    /** Names what an arm would measure, a line each. */
    void show(String arm, RunPlan plan) {
        plan.scenarios()
                .forEach(each -> console.result(arm + ' ' + each.scenario().id()));
    }

    /** Last words of an interrupted command. */
    void farewell(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println();
        err.println(ErrorLines.PREFIX + Escaping.line(words));
        err.flush();
    }
}
