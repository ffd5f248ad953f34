package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what was pushed to a phone. */
@Command(
        name = "clean",
        description = {
            "Removes models, inputs and rounds that were pushed to a phone. What 'devices restore' needs stays."
        },
        sortOptions = false)
final class DevicesClean implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERIAL", description = "The phone, as 'squeezebench devices' names it.")
    private String serial = "";

    @Mixin
    private ServerOption servers = new ServerOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    DevicesClean(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws AdbException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Preparation phone = new Preparation(
                servers.phones(surroundings.environment()).ready(serial).open());
        long bytes = phone.clean();
        console.message("removed " + Quantities.bytes(bytes));
        return ExitCode.DONE.code();
    }
}
