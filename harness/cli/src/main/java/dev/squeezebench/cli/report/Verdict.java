package dev.squeezebench.cli.report;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.util.List;

/** What trials mean for the exit code of the command that ran them. */
public final class Verdict {
    private Verdict() {}

    /**
     * {@link ExitCode#DONE} only when all that was asked for was measured: a script that named two targets must be able
     * to tell that it got one, whether the other failed or is not usable here.
     */
    public static ExitCode of(List<Trial> trials) {
        return trials.stream().map(Trial::outcome).allMatch(TrialOutcome.Measured.class::isInstance)
                ? ExitCode.DONE
                : ExitCode.PARTIAL;
    }
}
