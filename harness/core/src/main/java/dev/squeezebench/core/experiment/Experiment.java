package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Rounds of trials until the speed-ups are known well enough or the time is up.
 *
 * <p>A round has one fresh process of every arm of a group that still works, and ratios are formed within it. In most
 * groups the processes are alive at once and take turns, so that what slows the machine hits all alike; where that is not
 * possible they run one after the other. Groups take their rounds in passes. What ended is saved before the next one
 * starts. An arm that is unsupported or failed twice is given up; the others go on.
 */
public final class Experiment {
    private final ExperimentPlan plan;
    private final TrialExecutor executor;
    private final RoundExecutor rounds;
    private final RecordSink sink;
    private final ExperimentListener listener;
    private final Cancellation cancellation;
    private final LongSupplier nanoClock;
    private List<GroupRun> groups = List.of();

    /**
     * @param plan what to measure
     * @param executor runs trials one by one
     * @param rounds runs rounds in turns
     * @param sink saves them
     * @param listener follows its progress
     * @param cancellation ends it early
     * @param nanoClock such as {@code System::nanoTime}: for the length of trials, not for what is measured in them
     */
    public Experiment(
            ExperimentPlan plan,
            TrialExecutor executor,
            RoundExecutor rounds,
            RecordSink sink,
            ExperimentListener listener,
            Cancellation cancellation,
            LongSupplier nanoClock) {
        this.plan = plan;
        this.executor = executor;
        this.rounds = rounds;
        this.sink = sink;
        this.listener = listener;
        this.cancellation = cancellation;
        this.nanoClock = nanoClock;
    }

    /**
     * Runs what is missing and returns when there is a reason to stop.
     *
     * @param saved trials of an interrupted run of the same plan, empty for a new run
     * @throws IOException when a trial cannot be saved
     */
    public ExperimentResult run(List<Trial> saved) throws IOException {
        return run(saved, EarlyEnd.NEVER);
    }

    /**
     * The same, where something beside the plan may end a group.
     *
     * @param early asked before each round of a group
     * @throws IOException when a trial cannot be saved
     */
    public ExperimentResult run(List<Trial> saved, EarlyEnd early) throws IOException {
        groups = plan.groups().stream()
                .map(group -> new GroupRun(plan, group, saved, this::elapsed, early))
                .toList();
        for (int pass = 1; groups.stream().anyMatch(group -> group.ended().isEmpty()); pass++) {
            for (int index : plan.pass(pass)) {
                GroupRun group = groups.get(index);
                if (group.ended().isEmpty() && !runRound(group)) {
                    return result(StopReason.CANCELLED);
                }
            }
        }
        return result(groups.stream()
                .flatMap(group -> group.ended().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    }

    private ExperimentResult result(StopReason reason) {
        List<Trial> trials = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        for (GroupRun group : groups) {
            trials.addAll(group.history().trials());
            group.warnings().stream()
                    .filter(warning -> !warnings.contains(warning))
                    .forEach(warnings::add);
        }
        int complete = groups.stream()
                .mapToInt(group -> group.history().completeRounds())
                .min()
                .orElse(0);
        return new ExperimentResult(trials, complete, elapsed(), reason, warnings);
    }

    private Duration elapsed() {
        return groups.stream().map(group -> group.history().elapsed()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns false when it was cancelled on the way. */
    private boolean runRound(GroupRun group) throws IOException {
        int round = group.round();
        boolean ran;
        try {
            ran = group.group().takesTurns() ? inTurns(group) : oneByOne(group, round);
        } catch (InterruptedException cancelled) {
            return false;
        }
        if (ran) {
            listener.roundEnded(round, progress(group, round));
            group.stopping().announceShortBudget(round, listener);
        }
        return true;
    }

    /** Returns whether anything was missing. */
    private boolean oneByOne(GroupRun group, int round) throws IOException, InterruptedException {
        TrialHistory history = group.history();
        List<Arm> order = plan.order(group.group(), round);
        boolean takenUpAgain = history.begun(round);
        List<Arm> missing = history.missing(round);
        for (Arm arm : missing) {
            listener.trialStarts(arm, progress(group, round));
            long start = nanoClock.getAsLong();
            Trial trial = cancellation.interruptibly(() -> executor.execute(arm, round, order.indexOf(arm) + 1));
            ended(
                    group,
                    arm,
                    TrialReview.review(arm, trial, takenUpAgain, group.group().notInterleaved()),
                    since(start),
                    round);
        }
        return !missing.isEmpty();
    }

    /** Returns whether the round is complete; a void one is repeated as the next attempt. */
    private boolean inTurns(GroupRun group) throws IOException, InterruptedException {
        RoundExecutor.Round round = group.nextRound();
        listener.roundStarts(round, progress(group, round.number()));
        long start = nanoClock.getAsLong();
        RoundExecutor.Result result = cancellation.interruptibly(() -> rounds.execute(round));
        Duration share = since(start).dividedBy(round.arms().size());
        List<Trial> reviewed = new ArrayList<>();
        for (int i = 0; i < round.arms().size(); i++) {
            Trial trial =
                    TrialReview.review(round.arms().get(i), result.trials().get(i), false, Optional.empty());
            reviewed.add(trial);
            sink.save(trial);
        }
        sink.save(result.record());
        for (int i = 0; i < reviewed.size(); i++) {
            known(group, round.arms().get(i), reviewed.get(i), share, round.number());
        }
        result.record().voided().ifPresent(reason -> listener.roundVoid(round, reason));
        return result.record().voided().isEmpty();
    }

    private void ended(GroupRun group, Arm arm, Trial trial, Duration took, int round) throws IOException {
        sink.save(trial);
        known(group, arm, trial, took, round);
    }

    private void known(GroupRun group, Arm arm, Trial trial, Duration took, int round) {
        group.history().add(arm, trial, took);
        listener.trialEnded(trial, progress(group, round));
        if (!group.history().works(arm)) {
            listener.armGivenUp(arm, trial);
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanoClock.getAsLong() - start);
    }

    private Progress progress(GroupRun group, int round) {
        int working = group.history().working().size();
        int missing = group.history().missing(round).size();
        return new Progress(round, working - missing, working, elapsed(), left());
    }

    /** Of all groups; absent while there is nothing to judge by. */
    private Optional<Duration> left() {
        Duration budget = longer(Duration.ZERO, plan.length().timeBudget().minus(elapsed()));
        Stopping.Left sum = new Stopping.Left(Duration.ZERO, Duration.ZERO);
        for (GroupRun group : groups) {
            if (group.hasEnded()) {
                continue;
            }
            Optional<Stopping.Left> left = group.stopping().left(group.round());
            if (left.isEmpty()) {
                return plan.length().fixedRounds().isPresent() ? Optional.empty() : Optional.of(budget);
            }
            sum = sum.plus(left.get());
        }
        return Optional.of(
                plan.length().fixedRounds().isPresent()
                        ? sum.wanted()
                        : longer(sum.least(), shorter(sum.wanted(), budget)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
