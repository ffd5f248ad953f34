package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.MeasuredSides;
import dev.squeezebench.cli.arms.ArmKeys;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.LengthOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.run.CommandLineText;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.Cancellation;
import dev.squeezebench.core.experiment.EarlyEnd;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run of an operator that was cut out of a model: that model by itself, both sides in turns, without a profiler, by the same
 * experiment as every other run.
 *
 * @param model the operator's file
 * @param flags how it is measured beside that: as the run in which the operator was found
 * @param sides what each has of its own
 */
record CutRun(Path model, List<String> flags, Sides sides) {
    /** Folder of such a run within that of the run in which the operator was found. */
    static final String FOLDER = "cut-out";

    /** As many as an interval needs. */
    private static final String ROUNDS = "6";

    /** What a side says of the graph is said of the whole model. */
    private static final Set<String> OF_THE_GRAPH =
            Set.of("lowering", "fusion", "model", "checkpoint", "dtype", "padding");

    CutRun {
        flags = List.copyOf(flags);
    }

    /** Of an operator of a run's scenario. */
    static CutRun of(Path model, Scenario scenario, Run run, Sides sides) {
        Map<String, String> words = run.record().settings();
        LengthOptions length = run.settings().length();
        List<String> flags = new ArrayList<>(List.of(
                "--target",
                scenario.runner() + ':' + scenario.acceleration(),
                "--threads",
                String.valueOf(scenario.threads())));
        if (words.containsKey("runtime")) {
            flags.addAll(List.of("--runtime", runtime(scenario)));
        }
        if (words.containsKey("option")) {
            flags.addAll(List.of("--option", words.get("option")));
        }
        if (words.containsKey("cpus")) {
            flags.addAll(List.of("--cpus", words.get("cpus")));
        }
        run.settings()
                .nativeLibrary()
                .path()
                .ifPresent(path -> flags.addAll(List.of("--native-library", path.toString())));
        if (length.quick()) {
            flags.add("--quick");
        }
        if (length.rounds().isPresent() || !length.quick()) {
            flags.addAll(List.of(
                    "--rounds",
                    length.rounds().isPresent() ? String.valueOf(length.rounds().getAsInt()) : ROUNDS));
        }
        return new CutRun(model, flags, new Sides(ofRuntime(sides.baseline()), ofRuntime(sides.candidate())));
    }

    /** Such as {@code onnxruntime@1.26.0}. */
    private static String runtime(Scenario scenario) {
        return scenario.runner() + '@' + scenario.runtimeVersion();
    }

    private static ArmKeys ofRuntime(ArmKeys side) {
        Map<String, String> values = new LinkedHashMap<>(side.values());
        values.keySet().removeAll(OF_THE_GRAPH);
        return new ArmKeys(side.name(), values);
    }

    /**
     * Where the program and its files are.
     *
     * @param cache of models and libraries
     */
    record Place(Surroundings surroundings, Console console, CacheOption cache) {}

    /**
     * Measures both sides, and saves the trials in a new folder within that of the run.
     *
     * @param run in which the operator was found
     * @param machine keeps others from measuring here
     * @param scratch folder for temporary files
     * @throws UserException when nothing can be measured: one line
     */
    MeasuredSides measure(Run run, Place place, ProfileTrials.Machine machine, Path scratch)
            throws IOException, InterruptedException {
        Console console = place.console();
        Path own = Files.createTempDirectory(scratch, FOLDER);
        CommandSpec said = said();
        ArmsPlan plan = sides.plan(
                new PlanBuilder(
                        place.surroundings(), console, own, place.cache().folder()),
                said,
                console);
        Redaction redaction = new Redaction(run.record().identified());
        Map<String, String> words = new TreeMap<>(Settings.words(said, List.of(), redaction::name));
        words.putAll(sides.words(redaction));
        // Versions that also compute differently have an issue all the same; the trials then say so.
        words.put("allow_output_change", "true");
        Path folder = free(run.files().folder());
        console.message("measuring the operator by itself, in " + folder);
        try (Run cut = Run.started(
                Optional.of(folder),
                run.record().identified(),
                plan.settings(),
                words,
                plan.both(),
                new CommandLineText(redaction, said, Set.of()).of(arguments(sides)),
                run.record().bundle())) {
            Measuring measuring =
                    new Measuring(console, new ModelStore(place.cache().folder()), own, true);
            measuring.compare(plan::pairs);
            measuring.note(cut);
            var planned = measuring.prepare(cut);
            Closeable mine = machine.take();
            try (mine) {
                cut.writer().write(measuring.machine(cut));
                measuring.experiment(cut, measuring.plan(cut, planned), List.of(), EarlyEnd.NEVER, new Cancellation());
            }
            cut.files().resume().delete();
            List<Trial> trials = ResultReader.read(cut.files().results()).trials();
            return MeasuredSides.of(trials).orElseThrow(() -> new UserException(ExitCode.PARTIAL, failure(trials)));
        }
    }

    private static String failure(List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> trial.outcome() instanceof TrialOutcome.Failed failed
                        ? Stream.of(failed.reason())
                        : trial.outcome() instanceof TrialOutcome.Unsupported unsupported
                                ? Stream.of(unsupported.reason())
                                : Stream.empty())
                .findFirst()
                .orElse("no round of it was complete");
    }

    /** Results are never written over: one that was measured before stays. */
    private static Path free(Path parent) {
        Path folder = parent.resolve(FOLDER);
        for (int number = 2; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); number++) {
            folder = parent.resolve(FOLDER + '-' + number);
        }
        return folder;
    }

    private CommandSpec said() {
        CommandLine line = new CommandLine(new Settings());
        line.parseArgs(Stream.concat(Stream.of("--model", model.toString()), flags.stream())
                .toArray(String[]::new));
        return line.getCommandSpec();
    }

    /**
     * The command that measures the same beside the file, and profiles it too. It names the versions: a default of today is no
     * default for ever.
     */
    String typed(Scenario baseline, Scenario candidate) {
        return CommandLineText.typed(
                "squeezebench",
                arguments(new Sides(
                        with(sides.baseline(), runtime(baseline)), with(sides.candidate(), runtime(candidate)))));
    }

    private List<String> arguments(Sides shown) {
        List<String> words = new ArrayList<>(List.of("profile", "--model", String.valueOf(model.getFileName())));
        words.addAll(flags);
        for (ArmKeys side : List.of(shown.baseline(), shown.candidate())) {
            side.values().forEach((key, value) -> words.addAll(List.of("--" + side.name(), key + '=' + value)));
        }
        return words;
    }

    private static ArmKeys with(ArmKeys side, String runtime) {
        Map<String, String> values = new LinkedHashMap<>(side.values());
        values.put("runtime", runtime);
        return new ArmKeys(side.name(), values);
    }
}
