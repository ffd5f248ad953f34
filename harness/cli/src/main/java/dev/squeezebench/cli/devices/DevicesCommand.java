package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.Phones;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the phones, and whether each is fit to measure. */
@Command(
        name = "devices",
        description = {
            "Lists the phones that are connected: what they are, how they are, and whether each is fit to measure and why"
                    + " not. Exit code 5 where none is connected or adb is missing."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  squeezebench devices",
            "  squeezebench devices --adb-server rack-1:5037,rack-2:5037 --format json",
            "  squeezebench devices prepare SERIAL"
        })
public final class DevicesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOption servers = new ServerOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    private DevicesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The command with those that change a phone. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new DevicesCommand(surroundings))
                .addSubcommand(new DevicesPrepare(surroundings))
                .addSubcommand(new DevicesRestore(surroundings))
                .addSubcommand(new DevicesClean(surroundings));
    }

    @Override
    public Integer call() throws AdbException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Phones phones = servers.phones(surroundings.environment());
        List<ListedDevice> listed = phones.some();
        List<PhoneRow> rows = PhoneRow.all(listed, Instant.now());
        console.show(table(rows));
        return ExitCode.DONE.code();
    }

    static Table table(List<PhoneRow> rows) {
        return Table.of("devices", rows, PhoneRow::columns);
    }
}
