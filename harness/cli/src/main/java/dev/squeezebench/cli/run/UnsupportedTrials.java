package dev.squeezebench.cli.run;

import dev.squeezebench.cli.plan.Refusal;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of what cannot be measured here: an answer with a reason, in the results like any other. */
final class UnsupportedTrials {
    private UnsupportedTrials() {}

    static List<Trial> of(Run run) {
        List<Trial> trials = new ArrayList<>();
        for (Refusal refusal : run.plan().refusals()) {
            Instant now = Instant.now();
            trials.add(new Trial(
                    run.record().run(),
                    now,
                    refusal.scenario(),
                    Optional.empty(),
                    new AccelerationUse(refusal.scenario().acceleration(), Optional.empty(), Map.of()),
                    RuntimeUse.UNKNOWN,
                    1,
                    trials.size() + 1,
                    Trial.SINGLE,
                    new TrialOutcome.Unsupported(refusal.reason() + "; " + refusal.remedy()),
                    Samples.NONE,
                    Memory.UNKNOWN,
                    List.of(),
                    List.of(),
                    new OutputCheck.NotChecked("not measured"),
                    now));
        }
        return trials;
    }
}
