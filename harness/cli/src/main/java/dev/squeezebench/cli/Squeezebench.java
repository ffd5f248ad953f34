package dev.squeezebench.cli;

import dev.squeezebench.cli.bundle.BundleCommand;
import dev.squeezebench.cli.commands.DoctorCommand;
import dev.squeezebench.cli.commands.ListCommand;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.models.ModelsCommand;
import dev.squeezebench.cli.report.ClaimsCommand;
import dev.squeezebench.cli.report.ReportCommand;
import dev.squeezebench.cli.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: it only has subcommands. */
@Command(
        name = "squeezebench",
        description = "Measures SqueezeBERT against bert-base-uncased on this machine, checks the outputs, and draws"
                + " the speed-up.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done; 2 usage or input error; 4 some scenarios failed, the others are saved;",
            "5 not usable here; 70 an error of ours; 130 interrupted, 'run --resume' goes on."
        })
final class Squeezebench implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Squeezebench() {}

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine root = new CommandLine(new Squeezebench());
        root.addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand("models", ModelsCommand.commandLine(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new BundleCommand(surroundings))
                .addSubcommand(new ClaimsCommand(surroundings));
        ErrorLines errors = new ErrorLines();
        root.getSubcommands().values().forEach(Squeezebench::standard);
        standard(root);
        return root.setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false);
    }

    /** {@code --help} and {@code --version} everywhere. */
    private static void standard(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new VersionLine());
        command.getSubcommands().values().forEach(Squeezebench::standard);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given: try 'squeezebench run'");
    }
}
