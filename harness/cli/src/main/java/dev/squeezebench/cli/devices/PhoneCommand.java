package dev.squeezebench.cli.devices;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes one phone. */
abstract class PhoneCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERIAL", description = "The phone, as 'squeezebench devices' names it.")
    private String serial = "";

    @Mixin
    private ServerOption servers = new ServerOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    PhoneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() throws AdbException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        change(
                new Preparation(
                        servers.phones(surroundings.environment()).ready(serial).open()),
                console);
        return ExitCode.DONE.code();
    }

    /** Changes the phone, and says what was changed. */
    abstract void change(Preparation phone, Console console) throws AdbException;

    String serial() {
        return serial;
    }
}
