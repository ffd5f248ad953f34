package dev.squeezebench.core.trial;

import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.util.Optional;
import java.util.stream.Stream;

/** The record of a trial that was measured where this program could not look: of its plan, and of what came back. */
public final class ReturnedTrial {
    private ReturnedTrial() {}

    /**
     * What was planned, with what was measured.
     *
     * @param planned the trial before it was measured; its warnings and readings stay
     * @param journal what its process wrote
     * @param lost why the round has no end; absent where it has
     * @param check of its outputs
     */
    public static Trial of(Trial planned, Journal journal, Optional<String> lost, OutputCheck check) {
        HostEnd end =
                lost.<HostEnd>map(reason -> new HostEnd.Lost(reason, true)).orElseGet(HostEnd.Clean::new);
        TrialOutcome outcome =
                new OutcomeRule(planned.scenario(), journal, end, Optional.empty()).with(check, Optional.empty());
        Trial.Builder trial = planned.toBuilder()
                .vm(journal.vm())
                .runtime(journal.session().map(Journal.SessionFacts::runtime).orElse(RuntimeUse.UNKNOWN))
                .outcome(outcome)
                .samples(journal.samples())
                .memory(journal.memory())
                .readings(Stream.concat(planned.readings().stream(), journal.readings().stream())
                        .toList())
                .warnings(Stream.concat(planned.warnings().stream(), journal.warnings().stream())
                        .toList())
                .outputCheck(check);
        journal.session().map(Journal.SessionFacts::acceleration).ifPresent(trial::acceleration);
        return trial.build();
    }
}
