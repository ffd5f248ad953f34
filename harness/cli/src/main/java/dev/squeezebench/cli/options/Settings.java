package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What decides on a run's plan: selection and length. As words they stand in the run's record, and from these words a
 * resumed run gets the same plan again.
 */
public final class Settings {
    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private LengthOptions length = new LengthOptions();

    public SelectionOptions selection() {
        return selection;
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
        length.rounds();
    }

    /** Every setting that is in force, defaults included, by its flag's name in snake_case. */
    public static Map<String, String> words(CommandSpec command) {
        Map<String, String> words = new TreeMap<>();
        for (OptionSpec option : ownOptions()) {
            OptionSpec given = command.findOption(option.longestName());
            if (!given.originalStringValues().isEmpty()) {
                words.put(word(option), String.join(",", given.originalStringValues()));
            } else if (option.defaultValue() != null) {
                words.put(word(option), option.defaultValue());
            }
        }
        return words;
    }

    /**
     * Settings from a run's record.
     *
     * @throws UserException when this program does not know one of them
     */
    public static Settings ofWords(Map<String, String> words) {
        List<String> arguments = new ArrayList<>();
        words.forEach((word, value) -> arguments.add("--" + word.replace('_', '-') + '=' + value));
        Settings settings = new Settings();
        try {
            new CommandLine(settings).parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw UserException.usage("the run to resume has a setting of another version: " + e.getMessage());
        }
        return settings;
    }

    /** Refuses flags that would change the plan of a run that is resumed. */
    public static void refuseGiven(CommandSpec command) {
        for (OptionSpec option : ownOptions()) {
            OptionSpec given = command.findOption(option.longestName());
            if (!given.originalStringValues().isEmpty()) {
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

    private static String word(OptionSpec option) {
        return option.longestName().substring(2).replace('-', '_');
    }
}
