package dev.squeezebench.cli.lab;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.run.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how far a laboratory's run has come. */
@Command(
        name = "status",
        description = {"Says how far a plan has come on each phone, from what is saved: it may run meanwhile."},
        sortOptions = false)
final class LabStatus implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder that 'lab run' printed.")
    private Path folder = Path.of("");

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    LabStatus(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        List<LabPhone> phones = LabFile.in(folder).read();
        RunFiles files = new RunFiles(folder);
        console.show(LabTable.of(phones, files));
        console.message(
                files.isLocked()
                        ? "it is running"
                        : "it is not running: go on by: " + LabResume.COMMAND + ' ' + folder);
        return ExitCode.DONE.code();
    }
}
