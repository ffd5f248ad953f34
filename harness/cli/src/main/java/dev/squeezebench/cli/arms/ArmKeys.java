package dev.squeezebench.cli.arms;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What one side of a comparison, such as a gate, has of its own.
 *
 * @param name {@code baseline} or {@code candidate}
 * @param values by their keys, in the order in which they were given
 */
public record ArmKeys(String name, Map<String, String> values) {
    /** Keys that are flags of {@code run}. */
    private static final Set<String> FLAGS = new TreeSet<>(
            Set.of("runtime", "target", "model", "checkpoint", "lowering", "fusion", "dtype", "padding", "threads"));

    private static final String OPTION = "option.";
    private static final String ENVIRONMENT = "env.";
    private static final String JVM = "jvm";
    private static final String JVM_ARGUMENTS = "jvm-args";
    private static final String DISTRIBUTION = "distribution";

    /** What measures: the harness, or a bare loop, which tells what the harness costs. */
    private static final String LOOP = "loop=bare";

    /** Keys whose values are paths, or lists of them. */
    private static final Set<String> PATHS = Set.of("model", "checkpoint", JVM, DISTRIBUTION);

    /**
     * The arm of its words.
     *
     * @param words each {@code KEY=VALUE}
     * @throws UserException when a key is unknown or given twice
     */
    public static ArmKeys parse(String name, List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            boolean known = FLAGS.contains(key)
                    || key.equals(JVM)
                    || key.equals(JVM_ARGUMENTS)
                    || key.equals(DISTRIBUTION)
                    || word.equals(LOOP)
                    || (key.startsWith(OPTION) && key.length() > OPTION.length())
                    || key.matches("env\\.[A-Za-z_][A-Za-z0-9_]*");
            if (equals < 0 || !known) {
                throw UserException.usage("--" + name + ' ' + Printable.text(word)
                        + ": expected KEY=VALUE, where KEY is " + String.join(", ", FLAGS)
                        + ", option.NAME, env.NAME, jvm, jvm-args, distribution or " + LOOP);
            }
            if (values.put(key, word.substring(equals + 1)) != null) {
                throw UserException.usage("--" + name + ' ' + Printable.text(word) + ": duplicate key '" + key + "'");
            }
        }
        return new ArmKeys(name, values);
    }

    /** Whether this side says itself which graph it wants. */
    public boolean choosesGraph() {
        return values.containsKey("lowering") || values.containsKey("fusion");
    }

    /**
     * The command's settings with what this arm has of its own.
     *
     * @throws UserException when a value is wrong
     */
    public Settings settings(CommandSpec command) {
        List<String> arguments = new ArrayList<>();
        for (String given : Settings.given(command)) {
            String flag = given.substring(2, given.indexOf('='));
            if (flag.equals("option")) {
                Arrays.stream(given.substring(given.indexOf('=') + 1).split(",", -1))
                        .filter(option -> !values.containsKey(OPTION + option.split("=", 2)[0].strip()))
                        .forEach(option -> arguments.add("--option=" + option));
            } else if (!values.containsKey(flag)) {
                arguments.add(given);
            }
        }
        values.forEach((key, value) -> {
            if (FLAGS.contains(key)) {
                arguments.add("--" + key + '=' + value);
            } else if (key.startsWith(OPTION)) {
                arguments.add("--option=" + key.substring(OPTION.length()) + '=' + value);
            }
        });
        Settings settings = new Settings();
        try {
            new CommandLine(settings).parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw UserException.usage("--" + name + ": " + e.getMessage());
        }
        return settings;
    }

    /**
     * The Java of its processes.
     *
     * @throws UserException when there is no Java
     */
    public JvmSpec jvm() {
        Path home = values.containsKey(JVM) ? Path.of(values.get(JVM)).toAbsolutePath() : JvmSpec.USUAL.home();
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
            throw UserException.usage("--" + name + " jvm=" + Printable.text(home.toString())
                    + ": there is no bin/java in it; give the folder of a JDK or JRE");
        }
        List<String> flags = new ArrayList<>(JvmSpec.USUAL_FLAGS);
        for (String flag : values.getOrDefault(JVM_ARGUMENTS, "").split(" ", -1)) {
            if (!flag.isEmpty()) {
                flags.add(flag);
            }
        }
        Map<String, String> environment = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(ENVIRONMENT)) {
                environment.put(key.substring(ENVIRONMENT.length()), value);
            }
        });
        JvmSpec jvm = new JvmSpec(home, flags, environment);
        return values.containsKey("loop") ? jvm.withBareLoop() : jvm;
    }

    /**
     * Refuses what would change nothing: processes on a phone have Android's virtual machine and environment.
     *
     * @throws UserException when this side has such a thing and measures on a phone alone
     */
    void insistOnUse(RunPlan plan) {
        if (plan.scenarios().stream()
                .anyMatch(each -> each.runner().info().phone().isEmpty())) {
            return;
        }
        for (String key : values.keySet()) {
            if (key.equals(JVM) || key.equals(JVM_ARGUMENTS) || key.equals("loop") || key.startsWith(ENVIRONMENT)) {
                throw UserException.usage(
                        "--" + name + ' ' + Printable.text(key)
                                + ": processes on a phone have Android's own virtual machine, loop and environment; leave it out");
            }
        }
    }

    /** Folder of the build of this program whose runners measure it; empty for this one's. */
    Optional<Path> distribution() {
        return Optional.ofNullable(values.get(DISTRIBUTION)).map(Path::of);
    }

    /**
     * Its values as words of a run's settings.
     *
     * @param redaction hashes paths
     */
    public Map<String, String> words(Redaction redaction) {
        Map<String, String> words = new TreeMap<>();
        values.forEach((key, value) ->
                words.put(name + '.' + key, PATHS.contains(key) ? redaction.name(value) : redaction.paths(value)));
        return words;
    }

    /**
     * The side that a run's settings have words of; empty where they have none.
     *
     * @throws UserException when one of its values is a hashed path
     */
    static ArmKeys ofWords(String name, Map<String, String> settings) {
        List<String> words = new ArrayList<>();
        settings.forEach((word, value) -> {
            if (word.startsWith(name + '.')) {
                String key = word.substring(name.length() + 1);
                if (PATHS.contains(key) && !Files.exists(Path.of(value))) {
                    throw UserException.usage("the " + name + "'s " + key
                            + " is not named in the run to resume, whose paths are hashed; start a new run");
                }
                words.add(key + '=' + value);
            }
        });
        return parse(name, words);
    }

    /** Whether what it opens has no name that tells it from another. */
    boolean hasOwnFiles() {
        return values.containsKey("model") || values.containsKey("checkpoint") || values.containsKey(DISTRIBUTION);
    }

    /** Such as {@code runtime=onnxruntime@1.28.0}; {@code as the command says} where it has nothing of its own. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        values.forEach((key, value) -> words.add(key + '=' + value));
        return words.isEmpty() ? "as the command says" : String.join(" ", words);
    }
}
