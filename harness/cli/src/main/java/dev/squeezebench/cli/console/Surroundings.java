package dev.squeezebench.cli.console;

import dev.squeezebench.analysis.table.TextRenderer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Width of the terminal that messages go to; what is usual where nothing says it. */
    public int columns() {
        return columns(System.getProperty("squeezebench.columns", ""), USUAL_COLUMNS);
    }

    /** Width of results: {@code COLUMNS}, else the terminal's, else {@value TextRenderer#USUAL_WIDTH}. */
    int width() {
        String terminal = stdoutIsTerminal ? System.getProperty("squeezebench.columns", "") : "";
        return columns(terminal, TextRenderer.USUAL_WIDTH);
    }

    /** The user's variable comes before what the launcher asked the terminal. */
    private int columns(String terminal, int usual) {
        return Stream.of(environment.getOrDefault("COLUMNS", ""), terminal)
                .filter(columns -> columns.matches("[1-9][0-9]{1,3}"))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(usual);
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
