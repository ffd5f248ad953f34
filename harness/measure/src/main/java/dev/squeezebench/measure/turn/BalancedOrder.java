package dev.squeezebench.measure.turn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order of the arms within each round, or within each cycle of a round: Latin squares balanced for position and for
 * carry-over, randomised.
 *
 * <p>Within every {@code n} rows each of the {@code n} arms takes each place once; within every {@code n} rows (for odd
 * {@code n}: {@code 2n}) each arm directly follows each other one equally often. So neither a slow drift of the machine
 * nor what one arm leaves behind for the next favours an arm. The squares are those of E. J. Williams, "Experimental
 * designs balanced for the estimation of residual effects of treatments", Australian Journal of Scientific Research A 2
 * (1949) 149-168; which arm bears which label, and in which order the rows are used, is drawn anew for each square.
 *
 * <p>The order depends on the seed, the number of arms and the row alone: a resumed run goes on with the order it would
 * have had. {@link Random} is used because its sequence is specified for every JDK.
 */
public final class BalancedOrder {
    private final long seed;
    private final int arms;

    /**
     * @param seed recorded with the run
     * @param arms how many there are, at least 1
     */
    public BalancedOrder(long seed, int arms) {
        if (arms < 1) {
            throw new IllegalArgumentException("an order has at least one arm");
        }
        this.seed = seed;
        this.arms = arms;
    }

    /** Indices of the arms, from 0, in the order of a row; rows count from 1. */
    public List<Integer> row(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("rows count from 1");
        }
        Random random = new Random(seed);
        List<List<Integer>> design = design(random);
        for (int first = design.size(); first < number; first += design.size()) {
            design = design(random);
        }
        return design.get((number - 1) % design.size());
    }

    /** One whole design: one square, or two for an odd number of arms, the second mirroring the first. */
    private List<List<Integer>> design(Random random) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < arms; i++) {
            labels.add(i);
        }
        Collections.shuffle(labels, random);
        List<List<Integer>> square = new ArrayList<>();
        for (int shift = 0; shift < arms; shift++) {
            square.add(zigzag(labels, shift));
        }
        Collections.shuffle(square, random);
        if (arms % 2 == 0 || arms == 1) {
            return square;
        }
        List<List<Integer>> mirrored = new ArrayList<>();
        for (List<Integer> row : square) {
            List<Integer> reversed = new ArrayList<>(row);
            Collections.reverse(reversed);
            mirrored.add(reversed);
        }
        Collections.shuffle(mirrored, random);
        List<List<Integer>> both = new ArrayList<>(square);
        both.addAll(mirrored);
        return both;
    }

    /** Williams' zigzag 0, 1, n-1, 2, n-2, ... shifted: neighbours differ by each amount once. */
    private List<Integer> zigzag(List<Integer> labels, int shift) {
        List<Integer> row = new ArrayList<>();
        for (int place = 0; place < arms; place++) {
            int step = place % 2 == 1 ? (place + 1) / 2 : arms - place / 2;
            row.add(labels.get((step + shift) % arms));
        }
        return row;
    }
}
