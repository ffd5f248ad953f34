package dev.squeezebench.records;

import java.util.Optional;

/**
 * Names a round among several runs and groups, whose rounds carry the same numbers.
 *
 * @param run run that it belongs to
 * @param group group of the run that took turns in it; absent where trials were measured one by one
 * @param round its number, from 1
 */
public record RoundId(String run, Optional<String> group, int round) {
    /** The round of a trial. */
    public static RoundId of(Trial trial) {
        return new RoundId(trial.run(), trial.group(), trial.round());
    }
}
