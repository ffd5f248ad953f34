package dev.squeezebench.cli.console;

import java.nio.file.Path;
import java.util.Map;

/**
 * What launcher and system say about this process.
 *
 * @param home folder of the distribution: {@code lib/}, {@code runners/}
 * @param stdoutIsTerminal whether results go to a terminal
 * @param stderrIsTerminal whether messages go to a terminal
 * @param environment environment variables
 */
public record Surroundings(
        Path home, boolean stdoutIsTerminal, boolean stderrIsTerminal, Map<String, String> environment) {
    private static final int USUAL_COLUMNS = 100;

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Width of the terminal, as the launcher says; 100 when it is unknown. */
    public int columns() {
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
