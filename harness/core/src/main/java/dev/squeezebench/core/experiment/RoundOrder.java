package dev.squeezebench.core.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of the scenarios within each round: Latin squares balanced for position and for carry-over, randomised.
 *
 * <p>Within every {@code n} rounds each of the {@code n} scenarios takes each place once; within every {@code n} rounds
 * (for odd {@code n}: {@code 2n}) each scenario directly follows each other one equally often. So neither a slow drift
 * of the machine nor what one trial leaves behind for the next favours a scenario. The squares are those of E. J.
 * Williams, "Experimental designs balanced for the estimation of residual effects of treatments", Australian Journal of
 * Scientific Research A 2 (1949) 149-168; which scenario bears which label, and in which order the rows are used, is
 * drawn anew for each square.
 *
 * <p>The order depends on the seed, the number of scenarios and the round alone: a resumed run goes on with the order
 * it would have had. {@link Random} is used because its sequence is specified for every JDK.
 */
public final class RoundOrder {
    private final long seed;
    private final int scenarios;

    /**
     * @param seed recorded with the run
     * @param scenarios how many scenarios a round has, at least 1
     */
    public RoundOrder(long seed, int scenarios) {
        if (scenarios < 1) {
            throw new IllegalArgumentException("a round has at least one scenario");
        }
        this.seed = seed;
        this.scenarios = scenarios;
    }

    /** Indices of the scenarios, from 0, in the order in which the round runs them; rounds count from 1. */
    public List<Integer> ofRound(int round) {
        if (round < 1) {
            throw new IllegalArgumentException("rounds count from 1");
        }
        Random random = new Random(seed);
        List<List<Integer>> design = design(random);
        for (int first = design.size(); first < round; first += design.size()) {
            design = design(random);
        }
        return design.get((round - 1) % design.size());
    }

    /** One whole design: one square, or two for an odd number of scenarios, the second mirroring the first. */
    private List<List<Integer>> design(Random random) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < scenarios; i++) {
            labels.add(i);
        }
        Collections.shuffle(labels, random);
        List<List<Integer>> square = new ArrayList<>();
        for (int shift = 0; shift < scenarios; shift++) {
            square.add(row(labels, shift));
        }
        Collections.shuffle(square, random);
        if (scenarios % 2 == 0 || scenarios == 1) {
            return square;
        }
        List<List<Integer>> mirrored = new ArrayList<>();
        for (List<Integer> row : square) {
            List<Integer> reversed = new ArrayList<>(row);
            Collections.reverse(reversed);
            mirrored.add(List.copyOf(reversed));
        }
        Collections.shuffle(mirrored, random);
        List<List<Integer>> both = new ArrayList<>(square);
        both.addAll(mirrored);
        return both;
    }

    /** Williams' zigzag 0, 1, n-1, 2, n-2, ... shifted: neighbours differ by each amount once. */
    private List<Integer> row(List<Integer> labels, int shift) {
        List<Integer> row = new ArrayList<>();
        for (int place = 0; place < scenarios; place++) {
            int step = place % 2 == 1 ? (place + 1) / 2 : scenarios - place / 2;
            row.add(labels.get((step + shift) % scenarios));
        }
        return List.copyOf(row);
    }
}
