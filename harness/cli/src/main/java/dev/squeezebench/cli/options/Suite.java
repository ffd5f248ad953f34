package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UsageProblem;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Flags from a file, with the same words as on the command line.
 *
 * @param words each checked by itself
 */
record Suite(List<SuiteWord> words) {
    private static final String SUFFIX = ".yaml";

    Suite {
        words = List.copyOf(words);
    }

    /**
     * Reads a suite and checks each of its words.
     *
     * @param chosen a YAML file, or the name of one of the distribution's
     * @param folder of the distribution's suites
     * @throws UserException when there is none, or with file, line and column of what is wrong in it
     */
    static Suite open(String chosen, Path folder) {
        List<SuiteWord> words = SuiteFile.read(file(chosen, folder));
        Set<String> known = Settings.flags();
        for (SuiteWord word : words) {
            if (!known.contains(word.key())) {
                throw word.problem("unknown flag '" + word.key() + "': " + Suggestions.hint(word.key(), known));
            }
            if (!word.argument().startsWith(NativeLibraryOption.FLAG + '=')) {
                check(word);
            }
        }
        return new Suite(words);
    }

    private static Path file(String chosen, Path folder) {
        if (chosen.endsWith(SUFFIX) || chosen.endsWith(".yml") || chosen.indexOf('/') >= 0) {
            return Path.of(chosen);
        }
        Path named = folder.resolve(chosen + SUFFIX);
        if (!Files.isRegularFile(named)) {
            throw Suggestions.unknown("suite", Printable.text(chosen), names(folder));
        }
        return named;
    }

    /** Names of the suites in a folder. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException noSuites) {
            return List.of();
        }
    }

    /** Insists that a word is right by itself. */
    static void check(SuiteWord word) {
        Settings alone = new Settings();
        try {
            new CommandLine(alone).parseArgs(word.argument());
            alone.check();
        } catch (CommandLine.ParameterException e) {
            throw word.problem(UsageProblem.of(e));
        } catch (UserException e) {
            throw word.problem(e.line());
        }
        Set<String> workloads = Networks.builtIn().keySet();
        for (String name : alone.selection().workloads()) {
            if (!workloads.contains(name)) {
                throw word.problem("unknown workload '" + name + "': " + Suggestions.hint(name, workloads));
            }
        }
    }

    /**
     * Its flags without those that are on the command line, which win.
     *
     * @throws UserException when it names native code that the command line does not name: a file never decides what code
     *     is loaded
     */
    List<String> argumentsBeside(CommandSpec given) {
        List<String> arguments = new ArrayList<>();
        for (SuiteWord word : words) {
            if (given.findOption("--" + word.key()).originalStringValues().isEmpty()) {
                if (word.key().equals(NativeLibraryOption.FLAG.substring(2))) {
                    throw word.problem("a suite cannot choose a library that is loaded: give "
                            + NativeLibraryOption.FLAG + " on the command line");
                }
                arguments.add(word.argument());
            }
        }
        return arguments;
    }
}
