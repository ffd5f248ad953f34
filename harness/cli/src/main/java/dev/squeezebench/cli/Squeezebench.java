package dev.squeezebench.cli;

import dev.squeezebench.cli.bundle.BundleCommand;
import dev.squeezebench.cli.bundle.BundleManifest;
import dev.squeezebench.cli.commands.DoctorCommand;
import dev.squeezebench.cli.commands.ListCommand;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.devices.DevicesCommand;
import dev.squeezebench.cli.exit.ErrorLines;
import dev.squeezebench.cli.gate.GateCommand;
import dev.squeezebench.cli.lab.LabCommand;
import dev.squeezebench.cli.models.ModelsCommand;
import dev.squeezebench.cli.profile.ProfileCommand;
import dev.squeezebench.cli.report.ClaimsCommand;
import dev.squeezebench.cli.report.CompareCommand;
import dev.squeezebench.cli.report.ExportCommand;
import dev.squeezebench.cli.report.ReportCommand;
import dev.squeezebench.cli.run.ImportCommand;
import dev.squeezebench.cli.run.RunCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: it only has subcommands. */
@Command(
        name = "squeezebench",
        description = "Measures SqueezeBERT against bert-base-uncased on this machine, checks the outputs, and draws"
                + " the speed-up.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  done; a gate passed; a claim is confirmed",
            "   1  a gate failed; a claim is refuted",
            "   2  usage or input error, or output that cannot be written",
            "   3  a gate is inconclusive; not comparable",
            "   4  some scenarios failed or were invalid, or outputs differ; the others are measured and saved",
            "   5  nothing measured: what was asked for is not usable here",
            "  70  an error of ours, with a report file",
            " 130, 143, 129  interrupted by SIGINT, SIGTERM, SIGHUP: 'run --resume' continues"
        })
final class Squeezebench implements Runnable {
    /** Commands that use what a bundle contains. */
    private static final Set<String> OF_RUNNERS = Set.of("run", "gate", "profile", "list", "doctor", "models", "lab");

    private static final List<String> HELP = List.of("-h", "--help");

    private static final int WIDEST = 100;

    /** The parser's own limit. */
    private static final int NARROWEST = 55;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Squeezebench() {}

    /** Runs one command; its exit code. In a bundle it is checked first whether what will be used is what was packed. */
    static int execute(Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = commandLine(surroundings).setOut(out).setErr(err);
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && OF_RUNNERS.contains(words.get(0)) && Collections.disjoint(words, HELP)) {
            try {
                Optional<BundleManifest> bundle = BundleManifest.in(surroundings.home());
                if (bundle.isPresent()) {
                    bundle.get().check(surroundings.home());
                }
            } catch (IOException | RuntimeException e) {
                return ErrorLines.end(command, e);
            }
        }
        return command.execute(arguments);
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine root = new CommandLine(new Squeezebench());
        root.addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new GateCommand(surroundings))
                .addSubcommand(new ProfileCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand("models", ModelsCommand.commandLine(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new CompareCommand(surroundings))
                .addSubcommand(new ExportCommand(surroundings))
                .addSubcommand(new BundleCommand(surroundings))
                .addSubcommand("claims", ClaimsCommand.commandLine(surroundings))
                .addSubcommand("devices", DevicesCommand.commandLine(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand("lab", LabCommand.commandLine(surroundings));
        ErrorLines errors = new ErrorLines();
        root.getSubcommands().values().forEach(Squeezebench::standard);
        standard(root);
        root.addSubcommand(new HelpCommand()).addSubcommand("completion", completion());
        return root.setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(String.class, String::strip)
                .setUsageHelpWidth(Math.max(NARROWEST, Math.min(WIDEST, surroundings.columns())))
                .setUsageHelpAutoWidth(false);
    }

    private static CommandLine completion() {
        CommandLine command = new CommandLine(new GenerateCompletion());
        command.getCommandSpec()
                .name("completion")
                .version(new VersionLine().getVersion())
                .usageMessage()
                .description(
                        "Prints a script by which bash and zsh complete commands and options.",
                        "Use it by: source <(squeezebench completion)");
        return command;
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
