package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.trial.StallTimeout;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to measure. */
public final class LengthOptions {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Exactly N rounds, one trial of every scenario each (default: as many as the interval needs, at"
                            + " least 3).")
    private @Nullable Integer rounds;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            defaultValue = "4m",
            converter = DurationConverter.class,
            description = "Start no round that would end later, such as 3m (default: ${DEFAULT-VALUE}).")
    private Duration timeBudget = Duration.ofMinutes(4);

    @Option(
            names = "--interval",
            paramLabel = "SHARE",
            defaultValue = "1%",
            converter = FractionConverter.class,
            description = "Stop when the half-width of every speed-up's 95%% interval is that small (default:"
                    + " ${DEFAULT-VALUE}).")
    private double interval = 0.01;

    @Option(
            names = "--quick",
            description = "Seconds instead of minutes, to see that it works; marked as such everywhere.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the weights and of the order of trials (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "End a trial that shows no sign of life for so long (default: 2m, and 1 s for each GFLOP of an"
                            + " inference, 20 s in float16 on the processor).")
    private @Nullable Duration stallTimeout;

    public OptionalInt rounds() {
        if (rounds == null) {
            return OptionalInt.empty();
        }
        if (rounds < 1 || rounds > 1000) {
            throw UserException.usage("--rounds " + rounds + ": must be between 1 and 1000");
        }
        return OptionalInt.of(rounds);
    }

    public Duration timeBudget() {
        return timeBudget;
    }

    public double interval() {
        return interval;
    }

    public boolean quick() {
        return quick;
    }

    public long seed() {
        return seed;
    }

    /** How long a trial may show no sign of life. */
    public StallTimeout stallTimeout() {
        return stallTimeout == null ? StallTimeout.BY_WORK : new StallTimeout.Fixed(stallTimeout);
    }
}
