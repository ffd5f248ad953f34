package dev.squeezebench.cli;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line as a manual page in roff, which the build puts into the archive: {@code man/man1/squeezebench.1}. */
final class ManPage {
    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** Writes it to the file that is named. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, of(Squeezebench.commandLine(new Surroundings(Path.of("."), false, false, Map.of()))));
    }

    /** The page of a command with all its commands. */
    static String of(CommandLine command) {
        ManPage manual = new ManPage();
        CommandSpec spec = command.getCommandSpec();
        String description = text(spec.usageMessage().description());
        manual.request(".TH SQUEEZEBENCH 1 \"\" \"squeezebench " + Version.own() + '"')
                .request(".SH NAME")
                .request(spec.name() + " \\- " + escaped(description))
                .request(".SH SYNOPSIS")
                .request(".B " + spec.name())
                .request("COMMAND [OPTION...]")
                .request(".SH COMMANDS");
        command.getSubcommands().values().forEach(manual::command);
        manual.request(".SH EXIT STATUS").request(".nf");
        for (String line : spec.usageMessage().footer()) {
            manual.request(escaped(line.strip()));
        }
        return manual.request(".fi").page.toString();
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        request(".SS \"" + spec.qualifiedName() + '"').request(escaped(text(usage.description())));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            argument(parameter.paramLabel(), parameter);
        }
        for (OptionSpec option : spec.options()) {
            String names = String.join(", ", option.names());
            argument(option.arity().max() == 0 ? names : names + ' ' + option.paramLabel(), option);
        }
        command.getSubcommands().values().forEach(this::command);
    }

    private void argument(String heading, ArgSpec argument) {
        request(".TP").request(".B " + escaped(heading)).request(escaped(text(argument.description())));
    }

    private ManPage request(String line) {
        page.append(line).append('\n');
        return this;
    }

    private static String text(String... lines) {
        return String.join(" ", List.of(lines))
                .replace("%%", "%")
                .replace("%n", " ")
                .strip();
    }

    /** What roff would obey: a backslash, a hyphen (else it is a dash), and a point or apostrophe that begins a line. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
