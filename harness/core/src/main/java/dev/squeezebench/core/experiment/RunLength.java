package dev.squeezebench.core.experiment;

import dev.squeezebench.measure.turn.TurnCoordinator;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long a run measures: until every speed-up is known well enough, or its time is up.
 *
 * @param fixedRounds exactly so many rounds, whatever the time and the intervals; absent for the rule below
 * @param minimumRounds rounds that are run even when they take longer than the budget, at least 1
 * @param timeBudget time that measuring may take; a round that is not expected to fit is not started
 * @param interval half-width of each speed-up's interval, relative to the speed-up, at which the run ends: 0.01 is 1%
 * @param cycles cycles of a round in turns, unless that would leave no time for six rounds
 * @param sustained how long the cycles of its one round go on; absent in a run of many short rounds
 */
public record RunLength(
        OptionalInt fixedRounds,
        int minimumRounds,
        Duration timeBudget,
        double interval,
        int cycles,
        Optional<Duration> sustained) {
    /** Rounds that an interval needs, for which the time budget should suffice. */
    static final int WANTED_ROUNDS = 6;

    /** Most cycles of a round: beyond that a longer round adds little. */
    static final int MOST_CYCLES = 32;

    /** Three rounds at least, four minutes at most, speed-ups known to 1%. */
    public static final RunLength STANDARD =
            new RunLength(OptionalInt.empty(), 3, Duration.ofMinutes(4), 0.01, 12, Optional.empty());

    /** Two rounds, to see in seconds that everything works: enough for no interval. */
    public static final RunLength QUICK = STANDARD.withRounds(2).withCycles(2);

    public RunLength {
        if (fixedRounds.isPresent() && fixedRounds.getAsInt() < 1) {
            throw new IllegalArgumentException("a run has at least one round, not " + fixedRounds.getAsInt());
        }
        if (minimumRounds < 1) {
            throw new IllegalArgumentException("a run has at least one round, not " + minimumRounds);
        }
        if (cycles < 1) {
            throw new IllegalArgumentException("a round in turns has at least one cycle, not " + cycles);
        }
        if (sustained.isPresent()
                && (sustained.get().isNegative() || sustained.get().isZero())) {
            throw new IllegalArgumentException("a sustained round is longer than nothing");
        }
        if (timeBudget.isNegative() || timeBudget.isZero()) {
            throw new IllegalArgumentException("the time budget is longer than nothing");
        }
        if (!(interval > 0 && interval < 1)) {
            throw new IllegalArgumentException("the interval's half-width lies between 0 and 1, not " + interval);
        }
    }

    /** One long round. */
    public RunLength withSustained(Duration time) {
        return new RunLength(OptionalInt.of(1), minimumRounds, timeBudget, interval, cycles, Optional.of(time));
    }

    /** The one long round of so many arms; absent in a run of many short ones. */
    Optional<TurnCoordinator.Length> sustainedRound(int arms) {
        return sustained.map(time -> TurnCoordinator.Length.sustained(time.toNanos(), arms));
    }

    public RunLength withRounds(int rounds) {
        return new RunLength(OptionalInt.of(rounds), minimumRounds, timeBudget, interval, cycles, sustained);
    }

    public RunLength withTimeBudget(Duration budget) {
        return new RunLength(fixedRounds, minimumRounds, budget, interval, cycles, sustained);
    }

    public RunLength withInterval(double halfWidth) {
        return new RunLength(fixedRounds, minimumRounds, timeBudget, halfWidth, cycles, sustained);
    }

    public RunLength withCycles(int number) {
        return new RunLength(fixedRounds, minimumRounds, timeBudget, interval, number, sustained);
    }
}
