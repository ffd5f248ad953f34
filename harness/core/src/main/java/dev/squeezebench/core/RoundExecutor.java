package dev.squeezebench.core;

import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import java.util.List;

/** Runs rounds in which several arms take turns, each in a fresh process. */
@FunctionalInterface
public interface RoundExecutor {
    /**
     * What to run.
     *
     * @param group name of the group
     * @param arms of the group, at least one
     * @param number of the round within its group, from 1
     * @param attempt how often this round was begun, from 1
     * @param length of the round
     * @param seed of the order of turns
     */
    record Round(String group, List<Arm> arms, int number, int attempt, TurnCoordinator.Length length, long seed) {
        public Round {
            arms = List.copyOf(arms);
        }
    }

    /**
     * What became of it.
     *
     * @param trials one of each arm, in the order of the arms
     * @param record whether the round is complete
     */
    record Result(List<Trial> trials, RoundRecord record) {
        public Result {
            trials = List.copyOf(trials);
        }
    }

    /**
     * Runs one round. What goes wrong inside is in the records, never thrown.
     *
     * @throws InterruptedException when the calling thread was interrupted; the round's processes are gone by then
     */
    Result execute(Round round) throws InterruptedException;
}
