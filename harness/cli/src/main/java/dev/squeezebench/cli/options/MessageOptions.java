package dev.squeezebench.cli.options;

import picocli.CommandLine.Option;

/** What every command takes about its messages. */
public final class MessageOptions {
    @Option(names = "--quiet", description = "No messages and no progress: results and errors only.")
    private boolean quiet;

    @Option(names = "--no-progress", description = "No progress bars (none either when stderr is not a terminal).")
    private boolean noProgress;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: auto, always or never (default: ${DEFAULT-VALUE}: on a terminal, unless NO_COLOR"
                    + " is set).")
    private When color = When.AUTO;

    public boolean quiet() {
        return quiet;
    }

    public boolean noProgress() {
        return noProgress;
    }

    public When color() {
        return color;
    }
}
