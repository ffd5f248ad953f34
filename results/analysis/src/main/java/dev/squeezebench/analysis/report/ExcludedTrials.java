package dev.squeezebench.analysis.report;

import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import java.util.List;

/**
 * Why trials of a scenario do not count.
 *
 * @param outcome {@code invalid}, {@code unsupported} or {@code failed}
 * @param reason one sentence, with the stage of a failure
 * @param trials how many ended so
 */
public record ExcludedTrials(String outcome, String reason, int trials) {
    /** @param voidRounds records of rounds that do not count */
    static ExcludedTrials of(Trial trial, List<RoundRecord> voidRounds) {
        String reason = reason(trial.outcome());
        if (reason.equals(WarningCode.ROUND_VOID.word())) {
            reason += voidRounds.stream()
                    .filter(round -> round.has(trial))
                    .findFirst()
                    .flatMap(RoundRecord::voided)
                    .map(why -> ": " + why)
                    .orElse("");
        }
        return new ExcludedTrials(trial.outcome().word(), reason, 1);
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
