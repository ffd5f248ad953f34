package dev.squeezebench.cli.gate;

import dev.squeezebench.cli.exit.UserException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a gate proves itself. */
final class SelfTestOptions {
    private static final int USUAL_MINUTES = 5;
    private static final int MOST = 1000;

    @Option(
            names = "--self-test",
            description =
                    "Prove the gate on this machine, now: gates of equal sides, of a candidate that slows itself by a"
                            + " known share, and of two sides that slow whoever goes first; raw counts, and the smallest slow-down"
                            + " found in 95%% of gates, computed.")
    private boolean selfTest;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "With --self-test: as many gates as fit into so many minutes (default: 5).")
    private @Nullable Integer minutes;

    @Option(
            names = "--gates",
            paramLabel = "N",
            description =
                    "With --self-test: N gates of each series, however long they take, and one of first-turn; the same"
                            + " command with the same --out goes on where it was interrupted.")
    private @Nullable Integer gates;

    @Option(
            names = "--series",
            split = ",",
            paramLabel = "NAME",
            description =
                    "With --self-test: a-a (equal sides), a share such as 2%% (by which the candidate slows itself), first-turn"
                            + " (default: a-a,2%%,first-turn,5%%,3%%,1%%).")
    private List<String> series = List.of();

    /**
     * Whether it was asked for.
     *
     * @throws UserException when an option of it was given without it, or has a wrong value
     */
    boolean wanted() {
        if (!selfTest && (minutes != null || gates != null || !series.isEmpty())) {
            throw UserException.usage((minutes != null ? "--minutes" : gates != null ? "--gates" : "--series")
                    + " is for a gate that proves itself: give --self-test as well");
        }
        if (minutes != null && gates != null) {
            throw UserException.usage("--minutes and --gates exclude each other: a time, or a number of gates");
        }
        insist("--minutes", minutes);
        insist("--gates", gates);
        return selfTest;
    }

    private static void insist(String flag, @Nullable Integer value) {
        if (value != null && (value < 1 || value > MOST)) {
            throw UserException.usage(flag + ": must be between 1 and " + MOST);
        }
    }

    /** Gates of each series; as many as fit where the time is given. */
    int gates() {
        return gates == null ? Integer.MAX_VALUE : gates;
    }

    /** Time for all of them. */
    Duration time() {
        return gates != null
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.ofMinutes(minutes == null ? USUAL_MINUTES : minutes);
    }

    /**
     * The series in the order in which they are measured.
     *
     * @throws UserException when one is unknown
     */
    List<SelfTest.Series> series() {
        return series.isEmpty()
                ? SelfTest.Series.USUAL
                : series.stream().map(SelfTest.Series::parse).distinct().toList();
    }
}
