package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.TrialOutcome;
import java.util.List;

/** What a run's trials mean for its exit code. */
final class Verdict {
    private Verdict() {}

    /**
     * {@link ExitCode#PARTIAL} when any trial failed or was invalid. What a target does not support is an answer, and
     * stands in the table.
     */
    static ExitCode of(List<Trial> trials) {
        boolean failed = trials.stream()
                .map(Trial::outcome)
                .anyMatch(outcome -> outcome instanceof TrialOutcome.Failed || outcome instanceof TrialOutcome.Invalid);
        return failed ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}
