package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * When the rounds of a group end, and how long that will take.
 *
 * <p>In this order: nothing is left that works; a round that was begun is finished; the rounds that were asked for; at
 * least the minimum of rounds, even beyond the budget; every speed-up is known to the interval that was asked for; the
 * next round is not expected to fit into the budget, which all groups share. A round is expected to take as long as the
 * longest of each arm's last three trials, added up.
 */
final class Stopping {
    private final RunLength length;
    private final TrialHistory history;
    private final Precision precision;
    private final Supplier<Duration> elapsed;

    /**
     * @param elapsed time measured so far, by all groups
     */
    Stopping(RunLength length, TrialHistory history, Precision precision, Supplier<Duration> elapsed) {
        this.length = length;
        this.history = history;
        this.precision = precision;
        this.elapsed = elapsed;
    }

    /** Why the round, from 1, is not started; empty to start it. */
    Optional<StopReason> before(int round) {
        List<Arm> working = history.working();
        if (working.isEmpty()) {
            return Optional.of(StopReason.NOTHING_LEFT);
        }
        if (history.begun(round)) {
            return Optional.empty();
        }
        if (length.fixedRounds().isPresent()) {
            return round > length.fixedRounds().getAsInt() ? Optional.of(StopReason.ROUNDS_DONE) : Optional.empty();
        }
        if (round <= length.minimumRounds()) {
            return Optional.empty();
        }
        if (precision.decide().stop()) {
            return Optional.of(StopReason.INTERVAL_REACHED);
        }
        boolean fits = history.expected(working)
                .map(next -> elapsed.get().plus(next).compareTo(length.timeBudget()) <= 0)
                .orElse(true);
        return fits ? Optional.empty() : Optional.of(StopReason.TIME_BUDGET);
    }

    /**
     * Time that the rounds from this one on take.
     *
     * @param least until the rounds that are run in any case are done
     * @param wanted until the intervals are expected to be narrow enough, or the rounds that were asked for are done
     */
    record Left(Duration least, Duration wanted) {
        Left plus(Left other) {
            return new Left(least.plus(other.least), wanted.plus(other.wanted));
        }
    }

    /** What is left from this round on; absent while there is nothing to judge by. */
    Optional<Left> left(int round) {
        if (before(round).isPresent()) {
            return Optional.of(new Left(Duration.ZERO, Duration.ZERO));
        }
        Optional<Duration> rest = history.expected(history.missing(round));
        Optional<Duration> whole = history.expected(history.working());
        if (rest.isEmpty() || whole.isEmpty()) {
            return Optional.empty();
        }
        int least = Math.max(0, length.fixedRounds().orElse(length.minimumRounds()) - round);
        long wanted = length.fixedRounds().isPresent() ? least : roundsWanted(round);
        return Optional.of(new Left(
                rest.get().plus(whole.get().multipliedBy(least)),
                rest.get().plus(whole.get().multipliedBy(wanted))));
    }

    void announceShortBudget(int round, ExperimentListener listener) {
        if (round != 1 || length.fixedRounds().isPresent()) {
            return;
        }
        history.expected(history.working())
                .map(next -> elapsed.get().plus(next.multipliedBy(length.minimumRounds() - 1L)))
                .filter(all -> all.compareTo(length.timeBudget()) > 0)
                .ifPresent(all -> listener.budgetTooShort(length.minimumRounds(), all, length.timeBudget()));
    }

    /** What a reader of the speed-ups has to know. */
    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        int rounds = history.completeRounds();
        if (length.sustained().isEmpty() && rounds > 0 && rounds < GeometricMean.FEWEST_FOR_INTERVAL) {
            warnings.add(WarningCode.FEW_ROUNDS.warning(
                    rounds + (rounds == 1 ? " round is" : " rounds are") + " too few for a 95% interval, which needs "
                            + GeometricMean.FEWEST_FOR_INTERVAL,
                    "give it more time (--time-budget) or ask for rounds (--rounds " + GeometricMean.FEWEST_FOR_INTERVAL
                            + ")"));
        }
        return List.copyOf(warnings);
    }

    /** Rounds after this one until the intervals are narrow enough, as their width falls with the square root. */
    private long roundsWanted(int round) {
        OptionalDouble now = precision.decide().widest();
        if (now.isEmpty()) {
            return Short.MAX_VALUE;
        }
        double ratio = now.getAsDouble() / length.interval();
        double wanted = Math.ceil(history.completeRounds() * ratio * ratio);
        return Math.max(0, (long) Math.min(wanted, Short.MAX_VALUE) - round);
    }
}
