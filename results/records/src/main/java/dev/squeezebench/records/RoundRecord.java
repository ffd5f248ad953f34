package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One round of a group: one fresh process of each arm, measured in turns. It follows the round's trials; trials in turns
 * without it do not count.
 *
 * @param run id of the run it belongs to
 * @param at when the record was written
 * @param group name of the group, unique within the run
 * @param round number of the round within its group, from 1
 * @param attempt how often this round was begun, from 1
 * @param arms the group's arms, each as its trials have it: the arm, unless it is {@link Trial#SINGLE}, and the scenario's id
 * @param cycles cycles that were planned, at least 1
 * @param voided why the round does not count; absent for a complete round
 */
public record RoundRecord(
        String run,
        Instant at,
        String group,
        int round,
        int attempt,
        List<String> arms,
        int cycles,
        Optional<String> voided)
        implements ResultRecord {
    public RoundRecord {
        arms = Collections.unmodifiableList(new ArrayList<>(arms));
        if (round < 1 || attempt < 1 || cycles < 1) {
            throw new IllegalArgumentException("rounds, attempts and cycles count from 1");
        }
    }

    /** Whether the trial was measured in this attempt at this round. */
    public boolean has(Trial trial) {
        return trial.run().equals(run)
                && trial.group().equals(Optional.of(group))
                && trial.round() == round
                && trial.attempt() == attempt;
    }
}
