package dev.squeezebench.core.experiment;

import dev.squeezebench.analysis.statistics.RoundNoise;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A group of an experiment while it is measured: what it has done, how long its rounds are, and when it ends. */
final class GroupRun {
    /** Rounds after which the number of cycles is chosen and kept. */
    private static final int PILOT_ROUNDS = 3;

    /** A round that is void this often without any arm's fault will not become complete. */
    private static final int MOST_FAULTLESS_ATTEMPTS = 3;

    /** In every third round each arm ends with a block in a row, from which tails come. */
    private static final int ROUNDS_PER_BLOCK = 3;

    private final ExperimentPlan plan;
    private final ExperimentPlan.Group group;
    private final TrialHistory history;
    private final Precision precision;
    private final Stopping stopping;
    private final Supplier<Duration> elapsed;
    private final EarlyEnd early;
    private Optional<StopReason> ended = Optional.empty();

    /**
     * @param saved trials of an earlier run of the same plan
     * @param elapsed time measured so far, by all groups
     * @param early what may end it beside the plan
     */
    GroupRun(
            ExperimentPlan plan,
            ExperimentPlan.Group group,
            List<Trial> saved,
            Supplier<Duration> elapsed,
            EarlyEnd early) {
        this.plan = plan;
        this.group = group;
        this.history = new TrialHistory(plan, group, saved);
        this.precision = new Precision(plan, group, history);
        this.stopping = new Stopping(plan.length(), history, precision, elapsed);
        this.elapsed = elapsed;
        this.early = early;
    }

    ExperimentPlan.Group group() {
        return group;
    }

    TrialHistory history() {
        return history;
    }

    Stopping stopping() {
        return stopping;
    }

    /** The first round that is not complete. */
    int round() {
        return history.completeRounds() + 1;
    }

    /** Why no further round is started; once it has ended it stays so. */
    Optional<StopReason> ended() {
        if (ended.isEmpty()) {
            ended = history.faultlessAttempts(round()) >= MOST_FAULTLESS_ATTEMPTS
                    ? Optional.of(StopReason.NOTHING_LEFT)
                    : stopping.before(round())
                            .or(() -> early.before(
                                    new EarlyEnd.SoFar(group, history.working(), history.trials(), elapsed.get())));
        }
        return ended;
    }

    /** Whether {@link #ended} has said so already; decides nothing. */
    boolean hasEnded() {
        return ended.isPresent();
    }

    List<Warning> warnings() {
        return stopping.warnings();
    }

    /** Where the scatter of the rounds comes from; empty while there are too few, or where no turns are taken. */
    Optional<RoundNoise> noise() {
        return group.takesTurns() ? precision.noise() : Optional.empty();
    }

    /** The next round in turns. */
    RoundExecutor.Round nextRound() {
        int round = round();
        int attempt = history.attempts(round) + 1;
        return new RoundExecutor.Round(
                group.name().orElseThrow(),
                history.working(),
                round,
                attempt,
                length(round),
                plan.seedOfTurns(group, round, attempt));
    }

    private TurnCoordinator.Length length(int round) {
        return plan.length()
                .sustainedRound(history.working().size())
                .orElseGet(() -> new TurnCoordinator.Length(cycles(), roundNs(), round % ROUNDS_PER_BLOCK == 0));
    }

    /** Time that a round may take, so that those that an interval needs fit into the budget. */
    private long roundNs() {
        return plan.length().fixedRounds().isPresent()
                ? Long.MAX_VALUE
                : plan.length()
                        .timeBudget()
                        .dividedBy(
                                (long) RunLength.WANTED_ROUNDS * plan.groups().size())
                        .toNanos();
    }

    /** What the first rounds had; after three rounds the number that makes the run's intervals narrowest, which is kept. */
    private int cycles() {
        List<Trial> first = trialsOfRound(1);
        if (first.isEmpty()) {
            return plan.length().cycles();
        }
        int begun = cyclesOf(first);
        if (plan.length().fixedRounds().isPresent()
                || history.completeRounds() < PILOT_ROUNDS
                || begun < plan.length().cycles()) {
            return begun;
        }
        if (history.completeRounds() > PILOT_ROUNDS) {
            return cyclesOf(trialsOfRound(PILOT_ROUNDS + 1));
        }
        return precision
                .noise()
                .map(noise -> {
                    double cycleNs = cycleNs(first);
                    double startNs = Math.max(
                            0,
                            history.expected(history.working())
                                            .orElse(Duration.ZERO)
                                            .toNanos()
                                    - begun * cycleNs);
                    return noise.cycles(
                            startNs, cycleNs, TurnSchedule.rows(first.size()), begun, RunLength.MOST_CYCLES);
                })
                .orElse(begun);
    }

    private List<Trial> trialsOfRound(int round) {
        List<Trial> trials = new ArrayList<>();
        for (Arm arm : group.arms()) {
            Optional.ofNullable(history.trialsOf(arm).get(round)).ifPresent(trials::add);
        }
        return trials;
    }

    private static int cyclesOf(List<Trial> ofRound) {
        return ofRound.get(0).samples().turns().size() / 2;
    }

    /** What one cycle of a round took: two turns of each arm. */
    private static double cycleNs(List<Trial> ofRound) {
        double sum = 0;
        for (Trial trial : ofRound) {
            LongSeries ns = trial.samples().measureNs();
            List<Samples.Turn> turns = trial.samples().turns();
            sum += 2.0 * ns.stream().sum() / turns.size();
        }
        return sum;
    }
}
