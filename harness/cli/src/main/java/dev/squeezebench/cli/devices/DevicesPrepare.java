package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import java.util.List;
import picocli.CommandLine.Command;

/** Prepares a phone for measuring. */
@Command(
        name = "prepare",
        description = {
            "Sets what disturbs measuring: stays awake while plugged in, no animations, airplane mode (unless it comes by the"
                    + " network), screen on. What was there before is kept on the phone until 'devices restore'."
        },
        sortOptions = false)
final class DevicesPrepare extends PhoneCommand {
    DevicesPrepare(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void change(Preparation phone, Console console) throws AdbException {
        List<Preparation.Setting> changed = phone.prepare();
        console.show(table(changed));
        console.message(
                changed.isEmpty()
                        ? "it was prepared already"
                        : "prepared; put it back by: squeezebench devices restore " + serial());
    }

    /** What was changed on the phone, with the values that it has now. */
    static Table table(List<Preparation.Setting> changed) {
        return Table.of("changed", changed, columns -> columns.text("setting", Preparation.Setting::name)
                .add("value", setting -> Cell.text(setting.value())));
    }
}
