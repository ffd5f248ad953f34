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
public record Mishap(String outcome, String reason, int trials) {
    static Mishap of(Trial trial) {
        return new Mishap(trial.outcome().word(), reason(trial.outcome()), 1);
    }

    boolean sameAs(Mishap other) {
        return outcome.equals(other.outcome) && reason.equals(other.reason);
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
