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

/**
 * When an experiment ends, and how long that will take.
 *
 * <p>In this order: nothing is left that works; a round that was begun is finished; the rounds that were asked for; at
 * least the minimum of rounds, even beyond the budget; every speed-up is known to the interval that was asked for; the
 * next round is not expected to fit into the budget. A round is expected to take as long as the longest of each
 * arm's last three trials, added up.
 */
final class Stopping {
    private final RunLength length;
    private final TrialHistory history;
    private final Precision precision;

    Stopping(ExperimentPlan plan, TrialHistory history) {
        this.length = plan.length();
        this.history = history;
        this.precision = new Precision(plan, history);
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
                .map(next -> history.elapsed().plus(next).compareTo(length.timeBudget()) <= 0)
                .orElse(true);
        return fits ? Optional.empty() : Optional.of(StopReason.TIME_BUDGET);
    }

    Progress progress(int round) {
        int working = history.working().size();
        List<Arm> missing = history.missing(round);
        return new Progress(round, working - missing.size(), working, history.elapsed(), left(round, missing));
    }

    void announceShortBudget(int round, ExperimentListener listener) {
        if (round != 1 || length.fixedRounds().isPresent()) {
            return;
        }
        history.expected(history.working())
                .map(next -> history.elapsed().plus(next.multipliedBy(length.minimumRounds() - 1L)))
                .filter(all -> all.compareTo(length.timeBudget()) > 0)
                .ifPresent(all -> listener.budgetTooShort(length.minimumRounds(), all, length.timeBudget()));
    }

    /** What a reader of the speed-ups has to know. */
    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        int rounds = history.completeRounds();
        if (rounds > 0 && rounds < GeometricMean.FEWEST_FOR_INTERVAL) {
            warnings.add(WarningCode.FEW_ROUNDS.warning(
                    rounds + (rounds == 1 ? " round is" : " rounds are") + " too few for a 95% interval, which needs "
                            + GeometricMean.FEWEST_FOR_INTERVAL,
                    "give it more time (--time-budget) or ask for rounds (--rounds " + GeometricMean.FEWEST_FOR_INTERVAL
                            + ")"));
        }
        return List.copyOf(warnings);
    }

    private Optional<Duration> left(int round, List<Arm> missing) {
        Optional<Duration> thisRound = history.expected(missing);
        Optional<Duration> wholeRound = history.expected(history.working());
        if (length.fixedRounds().isPresent()) {
            int more = Math.max(0, length.fixedRounds().getAsInt() - round);
            return thisRound.flatMap(rest -> wholeRound.map(whole -> rest.plus(whole.multipliedBy(more))));
        }
        Duration budget = atLeastNothing(length.timeBudget().minus(history.elapsed()));
        if (thisRound.isEmpty() || wholeRound.isEmpty()) {
            return Optional.of(budget);
        }
        Duration atLeast =
                thisRound.get().plus(wholeRound.get().multipliedBy(Math.max(0, length.minimumRounds() - round)));
        Duration wanted = thisRound.get().plus(wholeRound.get().multipliedBy(roundsWanted(round)));
        return Optional.of(longer(atLeast, shorter(wanted, budget)));
    }

    /** Rounds after this one until the intervals are narrow enough, as their width falls with the square root. */
    private long roundsWanted(int round) {
        OptionalDouble now = precision.decide().widest();
        if (now.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        double ratio = now.getAsDouble() / length.interval();
        double wanted = Math.ceil(history.completeRounds() * ratio * ratio);
        return Math.max(0, (long) Math.min(wanted, Integer.MAX_VALUE) - round);
    }

    private static Duration atLeastNothing(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
