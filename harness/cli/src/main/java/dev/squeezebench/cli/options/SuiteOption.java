package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Flags that are kept in a file. */
public final class SuiteOption {
    @Option(
            names = "--suite",
            paramLabel = "FILE.yaml|NAME",
            description =
                    "Flags from a file, or from one of smoke, default, paper, lengths; flags given beside it win.")
    private @Nullable Path suite;

    /**
     * Settings with what of them was said.
     *
     * @param settings to plan by
     * @param said the flags they came from
     */
    private record Chosen(Settings settings, CommandSpec said) {}

    /**
     * The settings in force: those of the command line, filled up with those of the suite.
     *
     * @param given the command line's own
     * @param command its flags
     * @param suites folder of the distribution's suites
     * @param planned arguments that take the place of a suite where none is named, such as {@code --target=onnxruntime:cpu}
     * @throws UserException when there is no such suite or something in it is wrong
     */
    public Settings settings(Settings given, CommandSpec command, Path suites, List<String> planned) {
        return suite == null && planned.isEmpty()
                ? given
                : merged(command, suites, planned).settings();
    }

    /** Every setting that is in force, with the suite's name, in the words of {@link Settings#words}. */
    public Map<String, String> words(
            CommandSpec command,
            Path suites,
            List<String> planned,
            List<String> usualTargets,
            UnaryOperator<String> pathWord) {
        Map<String, String> words =
                new TreeMap<>(Settings.words(merged(command, suites, planned).said(), usualTargets, pathWord));
        if (suite != null) {
            words.put(Settings.SUITE, pathWord.apply(suite.toString()));
        }
        return words;
    }

    /** The flags that the settings in force came from, as {@link Settings#given} takes them. */
    public CommandSpec said(CommandSpec command, Path suites, List<String> planned) {
        return merged(command, suites, planned).said();
    }

    /** What was said of the settings that are in force, as arguments; the user's files are left out. */
    public List<String> saidWithoutFiles(CommandSpec command, Path suites) {
        return Settings.givenWithoutFiles(merged(command, suites, List.of()).said());
    }

    private Chosen merged(CommandSpec command, Path suites, List<String> planned) {
        List<String> arguments = new ArrayList<>(
                suite == null
                        ? beside(planned, command)
                        : Suite.open(suite.toString(), suites).argumentsBeside(command));
        arguments.addAll(Settings.given(command));
        Settings settings = new Settings();
        CommandLine line = new CommandLine(settings);
        line.parseArgs(arguments.toArray(String[]::new));
        return new Chosen(settings, line.getCommandSpec());
    }

    private static List<String> beside(List<String> arguments, CommandSpec given) {
        return arguments.stream()
                .filter(argument -> given.findOption(argument.split("=", 2)[0])
                        .originalStringValues()
                        .isEmpty())
                .toList();
    }

    /** Whether one was named. */
    public boolean isGiven() {
        return suite != null;
    }

    /** Names of the distribution's suites. */
    public static List<String> names(Path suites) {
        return Suite.names(suites);
    }

    /** Refuses a suite for a run that is resumed. */
    public void refuseGiven() {
        if (suite != null) {
            throw UserException.usage(
                    "--suite and --resume exclude each other: a resumed run goes on as it was planned");
        }
    }
}
