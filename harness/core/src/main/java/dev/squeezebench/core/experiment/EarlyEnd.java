package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.records.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a group of an experiment before its plan does. */
@FunctionalInterface
public interface EarlyEnd {
    /** The plan alone ends the group. */
    EarlyEnd NEVER = soFar -> Optional.empty();

    /**
     * What a group has measured before its next round.
     *
     * @param group its plan
     * @param working those of its arms that are not given up
     * @param trials its trials so far, saved ones first
     * @param elapsed time measured by all groups, that of saved trials included
     */
    record SoFar(ExperimentPlan.Group group, List<Arm> working, List<Trial> trials, Duration elapsed) {
        public SoFar {
            working = List.copyOf(working);
            trials = List.copyOf(trials);
        }
    }

    /** Why the group takes no further round; empty to go on. */
    Optional<StopReason> before(SoFar soFar);
}
