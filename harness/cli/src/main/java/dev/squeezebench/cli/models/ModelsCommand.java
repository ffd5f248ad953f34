package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about model files. */
@Command(
        name = "models",
        description = "The model files, their checksums and sizes, FLOP and parameter counts.",
        synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ModelsCommand() {}

    /** The group with all its commands. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsList(surroundings))
                .addSubcommand(new ModelsBuild(surroundings))
                .addSubcommand(new ModelsVerify(surroundings))
                .addSubcommand(new ModelsInspect(surroundings))
                .addSubcommand(new ModelsClean(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name one of list, build, verify, inspect, clean");
    }
}
