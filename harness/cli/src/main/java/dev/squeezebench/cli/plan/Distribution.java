package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDistribution;
import java.io.IOException;
import java.util.List;

/** The runners that came with this command. */
public final class Distribution {
    private Distribution() {}

    /**
     * Those that measure on this machine, by name.
     *
     * @throws UserException when the distribution is damaged
     */
    public static List<RunnerDistribution> runners(Surroundings surroundings) {
        return all(surroundings).stream()
                .filter(runner -> !runner.isOnPhonesAlone())
                .toList();
    }

    /**
     * The same with those that are on phones alone.
     *
     * @throws UserException when the distribution is damaged
     */
    public static List<RunnerDistribution> all(Surroundings surroundings) {
        try {
            List<RunnerDistribution> runners = RunnerDistribution.find(surroundings.home());
            if (runners.isEmpty()) {
                throw new IOException("there is no runner in it");
            }
            return runners;
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "the distribution in '" + surroundings.home() + "' is not whole (" + e.getMessage()
                            + "): unpack or build it again",
                    e);
        }
    }
}
