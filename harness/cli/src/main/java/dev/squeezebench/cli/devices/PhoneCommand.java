package dev.squeezebench.cli.devices;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.android.lab.run.PhoneLock;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.lock.ProcessLock;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes one phone, while nobody measures on it. */
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
    @SuppressWarnings("try")
    public final Integer call() throws IOException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        AdbDevice device =
                servers.phones(surroundings.environment()).ready(serial).open();
        String command = "squeezebench devices " + spec.name();
        try (ProcessLock ofThisComputer = MachineLock.ofDevice(
                        PhoneEnvironment.device(PhoneFacts.of(device)).id(), serial)
                .take(command, "wait for its end")) {
            PhoneLock.during(
                    device,
                    PhoneLock.Owner.ofThisComputer(command, Instant.now()),
                    () -> change(new Preparation(device), console));
        }
        return ExitCode.DONE.code();
    }

    /** Changes the phone, and says what was changed. */
    abstract void change(Preparation phone, Console console) throws AdbException;

    String serial() {
        return serial;
    }
}
