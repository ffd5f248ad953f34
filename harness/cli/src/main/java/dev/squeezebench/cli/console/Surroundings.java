package dev.squeezebench.cli.console;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the launcher and the system tell the command.
 *
 * @param home folder of the distribution: {@code lib/}, {@code runners/}
 * @param stdoutIsTerminal whether results go to a person's terminal
 * @param stderrIsTerminal whether messages go to a person's terminal
 * @param environment environment variables
 */
public record Surroundings(
        Path home, boolean stdoutIsTerminal, boolean stderrIsTerminal, Map<String, String> environment) {
    private static final int USUAL_COLUMNS = 80;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Width of the terminal, as the launcher says; what is usual where it cannot tell. */
    int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    /** As the launcher of this process says; Java itself cannot tell stdout and stderr apart. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                Path.of(System.getProperty("squeezebench.home", ".")),
                Boolean.getBoolean("squeezebench.stdout.terminal"),
                Boolean.getBoolean("squeezebench.stderr.terminal"),
                System.getenv());
    }
}
