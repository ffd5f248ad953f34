package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.lock.MachineBusyException;
import dev.squeezebench.core.lock.MeasuringLock;
import java.io.IOException;
import java.nio.file.Path;

/** This run's turn to measure: one run at a time on a machine. */
final class Turn {
    private final Console console;
    private final boolean noWait;
    private final Path file = MeasuringLock.defaultFile();

    Turn(Console console, boolean noWait) {
        this.console = console;
        this.noWait = noWait;
    }

    /**
     * Waits for the turn, or does not.
     *
     * @throws UserException when another run is measuring and waiting was not wanted
     */
    MeasuringLock take() throws IOException, InterruptedException {
        try {
            return noWait
                    ? MeasuringLock.take(file)
                    : MeasuringLock.await(
                            file,
                            holder -> console.message("another run"
                                    + (holder.isPresent() ? " (process " + holder.getAsLong() + ')' : "")
                                    + " is measuring on this machine; waiting for its end"));
        } catch (MachineBusyException busy) {
            throw new UserException(ExitCode.NOT_USABLE, String.valueOf(busy.getMessage()), busy);
        }
    }
}
