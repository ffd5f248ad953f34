package dev.squeezebench.cli.lab;

import dev.squeezebench.cli.console.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands for a laboratory of phones. */
@Command(
        name = "lab",
        description = "Measures a plan on all phones of a laboratory, and says which numbers can be trusted.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all phones measured; 4 some failed or do not count; 5 none is fit.",
            "",
            "Examples:",
            "  squeezebench lab run night.yaml",
            "  squeezebench lab status squeezebench-out/20261127-020000-0badcafe",
            "  squeezebench lab resume squeezebench-out/20261127-020000-0badcafe",
            "  squeezebench lab package night.yaml --out for-the-farm"
        })
public final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LabCommand() {}

    /** The command with its own commands. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new LabRun(surroundings))
                .addSubcommand(new LabStatus(surroundings))
                .addSubcommand(new LabResume(surroundings))
                .addSubcommand(new LabPackage(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "lab: name a command: run, status, resume or package");
    }
}
