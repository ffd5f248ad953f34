package dev.squeezebench.measure.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * Who works when in a round. A cycle is a row of a balanced order followed by its reverse, so that a drift of the machine
 * cancels to first order within it and every arm has two turns: for two arms ABBA or BAAB.
 *
 * @param arms number of arms, at least 1
 * @param seed of the order; the same seed gives the same order
 */
public record TurnSchedule(int arms, long seed) {
    public TurnSchedule {
        if (arms < 1) {
            throw new IllegalArgumentException("a round has at least one arm");
        }
    }

    /** Arms by index, from 0, in the order of a cycle's turns; cycles count from 1. */
    public List<Integer> cycle(int number) {
        List<Integer> row = new BalancedOrder(seed, arms).row(number);
        List<Integer> cycle = new ArrayList<>(row);
        for (int i = row.size() - 1; i >= 0; i--) {
            cycle.add(row.get(i));
        }
        return cycle;
    }

    /** Arms in the order in which they prepare, take their block alone, and end. */
    public List<Integer> once() {
        return new BalancedOrder(seed, arms).row(1);
    }

    /** The nearest number of cycles, not above, in which every row comes equally often; below that as many as there are. */
    int balanced(int cycles) {
        int rows = rows(arms);
        return cycles < rows ? cycles : cycles - cycles % rows;
    }

    /** Cycles after which every arm of so many had each place, and followed each other one, equally often. */
    public static int rows(int arms) {
        return arms % 2 == 0 || arms == 1 ? arms : 2 * arms;
    }

    /** Most turns that an arm has between preparing and ending, when a round has so many cycles. */
    public static int turns(int cycles) {
        // One to warm up, two a cycle, one alone.
        return 1 + 2 * cycles + 1;
    }
}
