package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.compare.Difference;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultFileException;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.file.TornTail;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A gate that goes on from its stored rounds: only under the conditions that they were measured under.
 *
 * @param files of the gate
 * @param record its first line
 * @param results what it saved
 */
record StoredGate(RunFiles files, RunRecord record, Results results) {
    /** Settings that may differ from one sitting to the next: they do not decide on what is measured. */
    private static final Set<String> FREE = Set.of("time_budget", "stall_timeout", "fail_on", "suite");

    /** Whether an argument, {@code --flag=value}, may differ from one sitting to the next. */
    static boolean isFree(String argument) {
        return FREE.contains(argument.substring(2).split("=", 2)[0].replace('-', '_'));
    }

    /**
     * The gate in a folder; empty where the folder is missing or empty, so that a first sitting begins there.
     *
     * @throws UserException when something else is in the folder
     */
    static Optional<StoredGate> in(Path folder) throws IOException {
        if (isEmpty(folder)) {
            return Optional.empty();
        }
        RunFiles files = new RunFiles(folder);
        files.insistOnOwnFiles();
        if (files.neverBegan()) {
            // A job that was killed then says the same again.
            ProcessLock own = files.lock();
            try {
                files.remove();
            } finally {
                own.close();
            }
            return Optional.empty();
        }
        if (!Files.isRegularFile(files.results())) {
            throw refused(folder, "there is no results.jsonl in it; name the folder of a gate, or a new one");
        }
        try {
            Results results = ResultReader.read(files.results());
            RunRecord record = results.runs().stream()
                    .findFirst()
                    .orElseThrow(() -> refused(folder, "its results.jsonl lacks the run's line; begin a new gate"));
            return Optional.of(new StoredGate(files, record, results));
        } catch (ResultFileException e) {
            throw new UserException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Keys of an arm whose values a file never decides: they say what code is run, or are hashed paths. */
    private static final Set<String> NAMED_AGAIN = Set.of("jvm", "jvm-args", "distribution", "model", "checkpoint");

    /**
     * The arguments that it began with, for a command that names the folder alone.
     *
     * @param command knows the options
     * @throws UserException where one of them has to be named again
     */
    List<String> arguments(CommandSpec command) {
        List<String> arguments = new ArrayList<>();
        record.settings().forEach((word, value) -> {
            int dot = word.indexOf('.');
            OptionSpec option = command.findOption("--" + (dot < 0 ? word.replace('_', '-') : word.substring(0, dot)));
            if (option == null || FREE.contains(word)) {
                return;
            }
            if (dot > 0) {
                String key = word.substring(dot + 1);
                if (NAMED_AGAIN.contains(key) || key.startsWith("env.")) {
                    throw refused(word + " has to be named again: repeat the whole command that began this gate");
                }
                arguments.add(option.longestName() + '=' + key + '=' + value);
            } else if (List.of(option.auxiliaryTypes()).contains(Path.class)) {
                throw refused(
                        option.longestName() + " has to be named again: repeat the whole command that began this gate");
            } else if (option.arity().max() == 0) {
                if (Boolean.parseBoolean(value)) {
                    arguments.add(option.longestName());
                }
            } else if (!value.equals(option.defaultValue())) {
                arguments.add(option.longestName() + '=' + value);
            }
        });
        return arguments;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private static UserException refused(Path folder, String why) {
        return UserException.usage("--continue " + Printable.text(folder.toString()) + ": " + why);
    }

    private UserException refused(String why) {
        return refused(files.folder(), why);
    }

    /**
     * Insists on the settings that it began with.
     *
     * @param words of the present command
     * @throws UserException that names all that differ
     */
    void insistOnSame(Map<String, String> words) {
        if (!record.version().equals(Version.own())) {
            throw refused("it was measured by squeezebench " + Printable.text(record.version()) + ", and this is "
                    + Version.own() + ": rounds of both must not be pooled; begin a new gate");
        }
        Set<String> keys = new TreeSet<>(words.keySet());
        keys.addAll(record.settings().keySet());
        keys.removeAll(FREE);
        List<String> differ = new ArrayList<>();
        for (String key : keys) {
            String then = record.settings().get(key);
            String now = words.get(key);
            if (then == null || !then.equals(now)) {
                differ.add(Printable.text(key) + " was " + shown(then) + " and is " + shown(now));
            }
        }
        if (!differ.isEmpty()) {
            throw refused(String.join("; ", differ) + ": rounds of both must not be pooled; begin a new gate");
        }
    }

    private static String shown(@Nullable String value) {
        return value == null
                ? "absent"
                : value.isEmpty()
                        ? "empty"
                        : value.matches("[0-9a-f]{64}") ? value.substring(0, 12) + "..." : Printable.text(value);
    }

    /**
     * Insists on the kind of machine, the model files and the runtimes that its rounds were measured with. A host name is none of
     * them: a hosted machine has another one each time.
     *
     * @throws UserException that names what differs
     */
    void insistOnSame(Environment now, List<ArmPair> pairs) {
        for (Environment then : machines()) {
            List<Difference> differ = Difference.ofMachines(then, now);
            if (!differ.isEmpty()) {
                throw refused(differ.stream()
                                .map(each -> Printable.text(each.what()) + " was " + Printable.text(each.before())
                                        + " and is " + Printable.text(each.after()))
                                .collect(Collectors.joining("; "))
                        + ": rounds of two kinds of machines must not be pooled; begin a new gate");
            }
        }
        List<Arm> arms = pairs.stream()
                .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
                .toList();
        for (Trial trial : results.trials()) {
            arms.stream()
                    .filter(arm -> arm.name().equals(trial.arm()))
                    .filter(arm -> trial.group().isPresent())
                    .forEach(arm -> insistOnSame(trial, arm, arms));
        }
    }

    private void insistOnSame(Trial trial, Arm arm, List<Arm> arms) {
        if (arms.stream().noneMatch(each -> each.measured(trial))) {
            throw refused("it has rounds of " + arm.name() + ' '
                    + Printable.text(trial.scenario().id()) + ", which is "
                    + arm.scenario().id()
                    + " now; begin a new gate");
        }
        Optional<String> then = trial.modelSha256();
        Optional<String> now = arm.planned().modelSha256();
        if (arm.measured(trial) && then.isPresent() && now.isPresent() && !then.equals(now)) {
            throw refused("the model file of " + arm + " was " + then.get().substring(0, 12) + "... and is "
                    + now.get().substring(0, 12) + "... (SHA-256); begin a new gate");
        }
    }

    /** The machines that its commands ran on; phones are told apart by their trials. */
    private List<Environment> machines() {
        return results.environments().stream()
                .filter(each -> each.device().kind() == Device.Kind.COMPUTER)
                .toList();
    }

    /** Whether it was measured under another host name than this; its sittings are compared with one another in any case. */
    boolean isOfAnotherHost(Environment now) {
        return machines().stream()
                .anyMatch(then -> !then.host().name().equals(now.host().name()));
    }

    /**
     * Whether its verdict is final: a FAIL with its controls, or nothing that further rounds could tell.
     *
     * @param count how many scenarios it has
     */
    boolean isDecided(int count) {
        List<JudgedScenario> judged = SavedGate.of(results.records()).stream()
                .flatMap(gate -> gate.scenarios().stream())
                .toList();
        return judged.size() == count
                && judged.stream().noneMatch(JudgedScenario::wantsControls)
                && JudgedScenario.areDecided(judged);
    }

    /** When each of its sittings began. */
    List<Instant> sittings() {
        return SavedGate.sittings(results.environments());
    }

    /** The run, to be written to again; a torn last line is moved aside before. */
    Run taken(ArmsPlan plan) throws IOException {
        ProcessLock lock = files.lock();
        TornTail.moveAside(files.results());
        return new Run(
                record, plan.settings(), plan.both(), files, results, ResultWriter.append(files.results()), lock);
    }
}
