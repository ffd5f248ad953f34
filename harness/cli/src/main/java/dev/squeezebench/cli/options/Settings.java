package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What decides on a run's plan: selection and length. They are words in the run's record, and from these words a
 * resumed run gets the same plan again.
 */
public final class Settings {
    private static final List<String> USUAL_WORKLOADS = List.of("bert-base-uncased", "squeezebert-uncased");

    /** Word under which a run's record names the suite that its settings came from; it decides on nothing by itself. */
    static final String SUITE = "suite";

    /** Word under which a run's record has the hash of the native library's contents; a resumed run compares it. */
    public static final String LIBRARY_HASH = "native_library_sha256";

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private NativeLibraryOption nativeLibrary = new NativeLibraryOption();

    @Mixin
    private LengthOptions length = new LengthOptions();

    public SelectionOptions selection() {
        return selection;
    }

    public FileOptions files() {
        return files;
    }

    public NativeLibraryOption nativeLibrary() {
        return nativeLibrary;
    }

    public LengthOptions length() {
        return length;
    }

    /**
     * Looks at every value before anything is started.
     *
     * @throws UserException when one is out of its limits
     */
    public void check() {
        selection.check();
        files.check();
        length.rounds();
        length.sustain();
        length.failOn();
    }

    /** The built-in workloads to measure: those that were named, else, where nothing was, the usual pair. */
    public List<String> workloads() {
        List<String> named = selection.workloads();
        return named.isEmpty() && !files.nameSomethingToMeasure() ? USUAL_WORKLOADS : named;
    }

    /**
     * Every setting that is in force, defaults included, by its flag's name in snake_case. What depends on the user's
     * files and was not given is left out: it follows from them again.
     *
     * @param usualTargets where to compute where the user names no target
     * @param pathWord how a path is written in it
     */
    public static Map<String, String> words(
            CommandSpec command, List<String> usualTargets, UnaryOperator<String> pathWord) {
        Map<String, String> words = new TreeMap<>();
        for (OptionSpec option : ownOptions()) {
            List<String> given = command.findOption(option.longestName()).originalStringValues();
            if (!given.isEmpty()) {
                words.put(
                        word(option),
                        given.stream()
                                .map(isFile(option) ? pathWord : UnaryOperator.identity())
                                .collect(Collectors.joining(",")));
            } else if (option.defaultValue() != null) {
                words.put(word(option), option.defaultValue());
            }
        }
        if (ownOptions().stream().noneMatch(option -> isMeasured(option) && words.containsKey(word(option)))) {
            words.putIfAbsent("target", String.join(",", usualTargets));
            words.putIfAbsent("workload", String.join(",", USUAL_WORKLOADS));
            words.putIfAbsent("sequence_length", String.valueOf(SelectionOptions.USUAL_LENGTH));
            words.putIfAbsent("batch", String.valueOf(SelectionOptions.USUAL_BATCH));
            words.putIfAbsent("padding", "0%");
        }
        return words;
    }

    /**
     * Settings from a run's record.
     *
     * @param files the user's files, by the names of their flags: a record may have their paths hashed
     * @throws UserException when this program does not know one of them
     */
    public static Settings ofWords(Map<String, String> words, Map<String, List<Path>> files) {
        Settings settings = new Settings();
        parse(settings, words, files);
        return settings;
    }

    /** The same as flags that were said. */
    public static CommandSpec saidBy(Map<String, String> words, Map<String, List<Path>> files) {
        return parse(new Settings(), words, files);
    }

    private static CommandSpec parse(Settings settings, Map<String, String> words, Map<String, List<Path>> files) {
        List<String> arguments = new ArrayList<>();
        Set<String> fileWords = ownOptions().stream()
                .filter(Settings::isFile)
                .map(Settings::word)
                .collect(Collectors.toSet());
        words.forEach((word, value) -> {
            // What has a point is of one side of a comparison.
            if (!fileWords.contains(word) && !word.equals(SUITE) && !word.equals(LIBRARY_HASH) && !word.contains(".")) {
                arguments.add("--" + word.replace('_', '-') + '=' + value);
            }
        });
        files.forEach((flag, paths) -> paths.forEach(path -> arguments.add(flag + '=' + path)));
        CommandLine line = new CommandLine(settings);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw UserException.usage("the run to resume has a setting of another version: " + e.getMessage());
        }
        return line.getCommandSpec();
    }

    /** Names of the flags that decide on a plan, without dashes. */
    static Set<String> flags() {
        return ownOptions().stream()
                .map(option -> option.longestName().substring(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of them was said on a command line, as arguments. */
    public static List<String> given(CommandSpec command) {
        return given(command, ownOptions());
    }

    /** The same without the user's files. */
    static List<String> givenWithoutFiles(CommandSpec command) {
        return given(
                command, ownOptions().stream().filter(option -> !isFile(option)).toList());
    }

    private static List<String> given(CommandSpec command, List<OptionSpec> options) {
        return options.stream()
                .flatMap(option -> command.findOption(option.longestName()).originalStringValues().stream()
                        .map(value -> option.longestName() + '=' + value))
                .toList();
    }

    /** Whether a run's record names files of the user. */
    public static boolean nameFiles(Map<String, String> words) {
        return ownOptions().stream().anyMatch(option -> isFile(option) && words.containsKey(word(option)));
    }

    /**
     * Whether a run's record says what was measured: without that, the defaults would be measured instead.
     *
     * @param words the record's
     */
    public static boolean selectSomething(Map<String, String> words) {
        return words.containsKey("workload")
                || ownOptions().stream().anyMatch(option -> isMeasured(option) && words.containsKey(word(option)));
    }

    /** Refuses flags that would change the plan of a run that is resumed; its native library has to be named again. */
    public static void refuseGiven(CommandSpec command) {
        for (OptionSpec option : ownOptions()) {
            OptionSpec given = command.findOption(option.longestName());
            if (!given.originalStringValues().isEmpty() && !option.longestName().equals(NativeLibraryOption.FLAG)) {
                throw UserException.usage(option.longestName()
                        + " and --resume exclude each other: a resumed run goes on as it was planned; start a new run"
                        + " instead");
            }
        }
    }

    private static List<OptionSpec> ownOptions() {
        return CommandSpec.forAnnotatedObject(new Settings()).options().stream()
                .filter(option -> !((ArgSpec) option).inherited())
                .toList();
    }

    private static boolean isFile(OptionSpec option) {
        return List.of(option.auxiliaryTypes()).contains(Path.class);
    }

    /** Whether it names something to measure, and not what to measure it with. */
    private static boolean isMeasured(OptionSpec option) {
        return isFile(option) && !option.longestName().equals(NativeLibraryOption.FLAG);
    }

    private static String word(OptionSpec option) {
        return option.longestName().substring(2).replace('-', '_');
    }
}
