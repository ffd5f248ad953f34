package dev.squeezebench.cli.exit;

import dev.squeezebench.workloads.network.Networks;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line that could not be parsed, with what may have been meant. */
public final class UsageProblem {
    private static final Pattern INVALID = Pattern.compile("Invalid value for option [^:]*: (.*)", Pattern.DOTALL);

    private UsageProblem() {}

    /** One sentence, without its end. */
    public static String of(ParameterException e, String... arguments) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = unmatched.getUnmatched().get(0);
            return argument.startsWith("-")
                    ? unknownOption(e.getCommandLine(), argument.split("=", 2)[0])
                    : unexpected(e.getCommandLine(), argument, List.of(arguments));
        }
        ArgSpec argument = e.getArgSpec();
        if (argument != null && e.getValue() != null && argument.converters().length == 0) {
            return wrongValue(argument, e.getValue()).orElseGet(() -> ownWords(e));
        }
        return ownWords(e);
    }

    private static String unknownOption(CommandLine command, String option) {
        Optional<CommandLine> owner = command.getSubcommands().values().stream()
                .filter(each -> each.getCommandSpec().optionsMap().containsKey(option))
                .findFirst();
        if (owner.isPresent()) {
            String full = owner.get().getCommandSpec().qualifiedName();
            return "'" + option + "' is an option of '" + full + "': options follow their command, as in '" + full + ' '
                    + option + "'";
        }
        return "unknown option '" + option + "'"
                + Suggestions.of(option, command.getCommandSpec().optionsMap().keySet())
                        .map(hint -> ": " + hint)
                        .orElse("");
    }

    private static String unexpected(CommandLine command, String argument, List<String> arguments) {
        Map<String, CommandLine> subcommands = command.getSubcommands();
        if (!subcommands.isEmpty()) {
            boolean isOption = command.getCommandSpec().optionsMap().containsKey("--" + argument);
            return "unknown command '" + argument + "'"
                    + (isOption
                            ? ": did you mean '--" + argument + "'?"
                            : Suggestions.of(argument, subcommands.keySet())
                                    .map(hint -> ": " + hint)
                                    .orElse(": there are " + String.join(", ", subcommands.keySet())));
        }
        String problem = "unexpected argument '" + argument + "'";
        int place = arguments.indexOf(argument);
        if (place >= 2 && isList(command, arguments.get(place - 2))) {
            return problem + ": several values are separated by commas, as in " + arguments.get(place - 2) + ' '
                    + arguments.get(place - 1) + ',' + argument;
        }
        return problem
                + flagFor(argument)
                        .filter(flag -> command.getCommandSpec().optionsMap().containsKey(flag))
                        .map(flag -> ": did you mean " + flag + ' ' + argument + '?')
                        .orElse("");
    }

    private static boolean isList(CommandLine command, String flag) {
        OptionSpec option = command.getCommandSpec().findOption(flag);
        return option != null && option.isMultiValue();
    }

    /** The flag that such a value usually follows. */
    private static Optional<String> flagFor(String value) {
        if (Networks.builtIn().containsKey(value)) {
            return Optional.of("--workload");
        }
        if (value.endsWith(".onnx") || value.endsWith(".tflite")) {
            return Optional.of("--model");
        }
        if (value.endsWith(".yaml") || value.endsWith(".yml")) {
            return Optional.of("--suite");
        }
        return value.matches("[a-z]+:[a-z]+") ? Optional.of("--target") : Optional.empty();
    }

    private static Optional<String> wrongValue(ArgSpec argument, String value) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return Optional.of(name + " '" + value + "': not a whole number");
        }
        if (type == Boolean.class || type == boolean.class) {
            return Optional.of(name + " '" + value + "': it is a switch, without a value");
        }
        if (type.isEnum()) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return Optional.of(name + " '" + value + "': " + Suggestions.hint(value, words));
        }
        return Optional.empty();
    }

    /** The parser's words, which repeat the whole declaration of an option in front of a converter's own sentence. */
    private static String ownWords(ParameterException e) {
        if (e.getCause() instanceof InvalidPathException path) {
            return FatalError.invalidPath(path.getInput());
        }
        String words = String.valueOf(e.getMessage());
        Matcher invalid = INVALID.matcher(words);
        if (e.getArgSpec() instanceof OptionSpec option && invalid.matches()) {
            return option.longestName() + ' ' + invalid.group(1);
        }
        String begin = words.substring(0, Math.min(1, words.length())).toLowerCase(Locale.ROOT);
        return begin + words.substring(begin.length()).replaceFirst("[.]$", "");
    }
}
