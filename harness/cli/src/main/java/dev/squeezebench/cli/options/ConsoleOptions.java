package dev.squeezebench.cli.options;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command with tables takes: how to print, and what of it. */
public final class ConsoleOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Print results as text, markdown, latex, csv or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Mixin
    private MessageOptions messages = new MessageOptions();

    public Format format() {
        return format;
    }

    public MessageOptions messages() {
        return messages;
    }

    public boolean quiet() {
        return messages.quiet();
    }
}
