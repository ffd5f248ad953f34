package dev.squeezebench.cli.devices;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import java.util.List;
import picocli.CommandLine.Command;

/** Puts back what preparing a phone has changed. */
@Command(
        name = "restore",
        description = {"Puts back exactly what 'devices prepare' changed, from any computer and after a kill."},
        sortOptions = false)
final class DevicesRestore extends PhoneCommand {
    DevicesRestore(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void change(Preparation phone, Console console) throws AdbException {
        List<Preparation.Setting> changed = phone.restore();
        console.show(DevicesPrepare.table(changed));
        console.message(changed.isEmpty() ? "nothing was to be put back" : "restored");
    }
}
