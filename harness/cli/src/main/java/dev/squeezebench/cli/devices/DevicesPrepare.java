package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
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

/** Prepares a phone for measuring. */
@Command(
        name = "prepare",
        description = {
            "Sets what disturbs measuring: stays awake while plugged in, no animations, airplane mode (unless it comes by the"
                    + " network), screen on. What was there before is kept on the phone until 'devices restore'."
        },
        sortOptions = false)
final class DevicesPrepare implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERIAL", description = "The phone, as 'squeezebench devices' names it.")
    private String serial = "";

    @Mixin
    private ServerOption servers = new ServerOption();

    @Mixin
    private ConsoleOptions options = new ConsoleOptions();

    DevicesPrepare(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws AdbException, InterruptedException {
        Console console = Console.of(spec.commandLine(), options, surroundings);
        Preparation phone = new Preparation(
                servers.phones(surroundings.environment()).ready(serial).open());
        List<Preparation.Setting> changed = phone.prepare();
        console.show(table(changed));
        console.message(
                changed.isEmpty()
                        ? "it was prepared already"
                        : "prepared; put it back by: squeezebench devices restore " + serial);
        return ExitCode.DONE.code();
    }

    /** What was changed on the phone, with the values that it has now. */
    static Table table(List<Preparation.Setting> changed) {
        return Table.of("changed", changed, columns -> columns.text("setting", Preparation.Setting::name)
                .add("value", setting -> Cell.text(setting.value())));
    }
}
