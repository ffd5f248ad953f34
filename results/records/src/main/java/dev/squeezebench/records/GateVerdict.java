package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a gate decided about a comparison, and by which rule.
 *
 * @param answer the verdict
 * @param reason code of the reason of an inconclusive one
 * @param tolerance share by which the candidate may be worse
 * @param looks when the rounds are looked at and with which levels, fixed beforehand
 * @param farSlower rounds in which the candidate was far worse than in the rest, which are set aside
 * @param farFaster the same where it was far better
 * @param controls ratio of each round of the baseline against itself; mostly none
 */
public record GateVerdict(
        Answer answer,
        Optional<String> reason,
        double tolerance,
        List<Look> looks,
        int farSlower,
        int farFaster,
        List<RoundRatio> controls) {
    public GateVerdict {
        looks = Collections.unmodifiableList(new ArrayList<>(looks));
        controls = Collections.unmodifiableList(new ArrayList<>(controls));
        if (!(tolerance > 0 && tolerance < 1) || farSlower < 0 || farFaster < 0) {
            throw new IllegalArgumentException("a tolerance lies between 0 and 1, and counts are not negative");
        }
    }

    /** The verdict. */
    public enum Answer {
        PASS,
        FAIL,
        INCONCLUSIVE
    }

    /**
     * A look at the rounds so far.
     *
     * @param rounds how many there are then
     * @param failLevel chance of a wrong FAIL at this look
     * @param passLevel chance of a wrong PASS at this look
     * @param guard a PASS takes fewer rounds than this that are far slower, less those far faster
     */
    public record Look(int rounds, double failLevel, double passLevel, int guard) {}
}
