package dev.squeezebench.records;

/**
 * Ratio of two trials of one round: drift of the machine hits both alike.
 *
 * @param id the round
 * @param ratio the baseline's value over the candidate's, above 1 when the candidate is faster
 */
public record RoundRatio(RoundId id, double ratio) {
    public RoundRatio {
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("a ratio is a positive number, not " + ratio);
        }
    }

    /** Run that the round belongs to. */
    public String run() {
        return id.run();
    }

    /** Number of the round, from 1. */
    public int round() {
        return id.round();
    }
}
