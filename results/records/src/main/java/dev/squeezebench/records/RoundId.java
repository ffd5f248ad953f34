package dev.squeezebench.records;

/**
 * Names a round among several runs, whose rounds carry the same numbers.
 *
 * @param run run that it belongs to
 * @param round its number, from 1
 */
public record RoundId(String run, int round) {
    /** The round of a trial. */
    public static RoundId of(Trial trial) {
        return new RoundId(trial.run(), trial.round());
    }
}
