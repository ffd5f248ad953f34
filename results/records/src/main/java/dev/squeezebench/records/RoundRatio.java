package dev.squeezebench.records;

/**
 * Ratio of two trials of one round: drift of the machine hits both alike.
 *
 * @param run run that the round belongs to; rounds of different runs carry the same numbers
 * @param round number of the round, from 1
 * @param ratio the baseline's value over the candidate's, above 1 when the candidate is faster
 */
public record RoundRatio(String run, int round, double ratio) {
    public RoundRatio {
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("a ratio is a positive number, not " + ratio);
        }
    }
}
