package dev.squeezebench.cli.devices;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import picocli.CommandLine.Command;

/** Removes what was pushed to a phone. */
@Command(
        name = "clean",
        description = {
            "Removes models, inputs and rounds that were pushed to a phone. What 'devices restore' needs stays."
        },
        sortOptions = false)
final class DevicesClean extends PhoneCommand {
    DevicesClean(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void change(Preparation phone, Console console) throws AdbException {
        long bytes = phone.clean();
        console.message("removed " + Quantities.bytes(bytes));
    }
}
