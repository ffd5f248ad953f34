package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;

/**
 * Why trials of a scenario do not count.
 *
 * @param outcome {@code invalid}, {@code unsupported} or {@code failed}
 * @param reason one sentence, with the stage of a failure
 * @param trials how many ended so
 */
public record ExcludedTrials(String outcome, String reason, int trials) {
    static ExcludedTrials of(Trial trial) {
        return new ExcludedTrials(trial.outcome().word(), reason(trial.outcome()), 1);
    }

    /** The same with others that ended for the same reason. */
    ExcludedTrials and(ExcludedTrials others) {
        return new ExcludedTrials(outcome, reason, trials + others.trials);
    }

    private static String reason(TrialOutcome outcome) {
        if (outcome instanceof TrialOutcome.Invalid invalid) {
            return String.join(", ", invalid.flags());
        }
        if (outcome instanceof TrialOutcome.Unsupported unsupported) {
            return unsupported.reason();
        }
        if (outcome instanceof TrialOutcome.Failed failed) {
            return "at " + failed.stage().word() + ": " + failed.reason();
        }
        return "no samples";
    }
}
