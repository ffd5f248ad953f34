package dev.squeezebench.cli.run;

import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.text.Escaping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Arguments as a result file shows them: the values of options that name files and folders may say who the user is. The
 * names of published packages and of the distribution's suites do not.
 */
public final class CommandLineText {
    /** The serial in a target on a phone, unless it is hashed already. */
    private static final Pattern PHONE = Pattern.compile("(?<=\\bandroid:)(?!sha256:)[^/,]+(?=/)");

    private static final String TARGET = "target";

    private final Redaction redaction;
    private final Set<String> paths;
    private final Set<String> inClear;

    /**
     * @param command its options of type {@link Path} are those whose values are hashed
     * @param inClear values that are shown as they are
     */
    public CommandLineText(Redaction redaction, CommandSpec command, Set<String> inClear) {
        this.redaction = redaction;
        this.paths = command.options().stream()
                .filter(option -> List.of(option.auxiliaryTypes()).contains(Path.class))
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.toSet());
        this.inClear = Set.copyOf(inClear);
    }

    /** A command as a POSIX shell takes it. */
    public static String typed(String program, List<String> arguments) {
        return arguments.stream().map(Escaping::shell).collect(Collectors.joining(" ", program + " ", ""));
    }

    /** The value of an option of that kind. */
    public String shown(String value) {
        return inClear.contains(value) ? value : redaction.name(value);
    }

    /** Settings in which targets, those of an arm included, name phones as results do, and not by their serials. */
    public Map<String, String> withoutSerials(Map<String, String> words) {
        Map<String, String> shown = new TreeMap<>(words);
        shown.replaceAll(
                (word, value) -> word.equals(TARGET) || word.endsWith('.' + TARGET) ? withoutSerials(value) : value);
        return shown;
    }

    private String withoutSerials(String argument) {
        return PHONE.matcher(argument).replaceAll(serial -> Matcher.quoteReplacement(redaction.name(serial.group())));
    }

    public List<String> of(List<String> arguments) {
        List<String> shown = new ArrayList<>();
        String previous = "";
        for (String argument : arguments) {
            String flag = argument.split("=", 2)[0];
            if (paths.contains(previous)) {
                shown.add(shown(argument));
            } else if (paths.contains(flag) && argument.length() > flag.length()) {
                shown.add(flag + '=' + shown(argument.substring(flag.length() + 1)));
            } else {
                shown.add(redaction.paths(withoutSerials(argument)));
            }
            previous = argument;
        }
        return shown;
    }
}
