package dev.squeezebench.android.lab.adb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command for a device's shell, in which every argument is quoted: whatever stands in it is never obeyed. */
public final class ShellCommand {
    private final String text;

    private ShellCommand(String text) {
        this.text = text;
    }

    /** A program with its arguments. */
    public static ShellCommand of(String... words) {
        return of(Arrays.asList(words));
    }

    /** A program with its arguments. */
    public static ShellCommand of(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has a program");
        }
        return new ShellCommand(words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" ")));
    }

    /**
     * A script of ours with arguments.
     *
     * @param script in which the arguments are {@code "$1"}, {@code "$2"} and so on; a constant of the program
     * @param arguments anything
     */
    public static ShellCommand script(String script, String... arguments) {
        return of(Stream.concat(Stream.of("sh", "-c", script, "sh"), Arrays.stream(arguments))
                .toList());
    }

    private static String quoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument has no NUL");
        }
        return '\'' + word.replace("'", "'\\''") + '\'';
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
