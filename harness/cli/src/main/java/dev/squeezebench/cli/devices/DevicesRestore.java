package dev.squeezebench.cli.devices;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts back what preparing a phone has changed. */
@Command(
        name = "restore",
        description = {"Puts back exactly what 'devices prepare' changed, from any computer and after a kill."},
        sortOptions = false)
final class DevicesRestore implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERIAL", description = "The phone, as 'squeezebench devices' names it.")
    private String serial = "";

    @Mixin
    private ServerOption servers = new ServerOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    DevicesRestore(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws AdbException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Preparation phone = new Preparation(
                servers.phones(surroundings.environment()).ready(serial).open());
        List<Preparation.Setting> changed = phone.restore();
        console.show(DevicesPrepare.table(changed));
        console.message(changed.isEmpty() ? "nothing was to be put back" : "restored");
        return ExitCode.DONE.code();
    }
}
