package dev.squeezebench.cli.run;

import dev.squeezebench.cli.plan.Refusal;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of what cannot be measured here: an answer with a reason, in the results like any other. */
final class UnsupportedTrials {
    private UnsupportedTrials() {}

    static List<Trial> of(Run run) {
        List<Trial> trials = new ArrayList<>();
        for (Refusal refusal : run.plan().refusals()) {
            Instant now = Instant.now();
            trials.add(new Trial.Builder(run.record().run(), now, refusal.scenario())
                    .place(1, trials.size() + 1)
                    .outcome(new TrialOutcome.Unsupported(refusal.reason() + "; " + refusal.remedy()))
                    .outputCheck(new OutputCheck.NotChecked("not measured"))
                    .build());
        }
        return trials;
    }
}
