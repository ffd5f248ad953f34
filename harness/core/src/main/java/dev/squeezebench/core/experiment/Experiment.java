package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Rounds of trials until the speed-ups are known well enough or the time is up.
 *
 * <p>A round runs one trial of every arm that still works, close in time, so that a drift of the machine hits all alike
 * and ratios can be formed within it. Every trial is saved before the next one starts. An arm that is unsupported or
 * failed twice is given up; the others go on.
 */
public final class Experiment {
    private final ExperimentPlan plan;
    private final TrialExecutor executor;
    private final TrialSink sink;
    private final ExperimentListener listener;
    private final Cancellation cancellation;
    private final LongSupplier nanoClock;

    /**
     * @param plan what to measure
     * @param executor runs the trials
     * @param sink saves them
     * @param listener follows its progress
     * @param cancellation ends it early
     * @param nanoClock such as {@code System::nanoTime}: for the length of trials, not for what is measured in them
     */
    public Experiment(
            ExperimentPlan plan,
            TrialExecutor executor,
            TrialSink sink,
            ExperimentListener listener,
            Cancellation cancellation,
            LongSupplier nanoClock) {
        this.plan = plan;
        this.executor = executor;
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
        TrialHistory history = new TrialHistory(plan, saved);
        Stopping stopping = new Stopping(plan, history);
        int round = 1;
        Optional<StopReason> reason = stopping.before(round);
        while (reason.isEmpty()) {
            if (!runRound(round, history, stopping)) {
                reason = Optional.of(StopReason.CANCELLED);
            } else {
                round++;
                reason = stopping.before(round);
            }
        }
        return new ExperimentResult(
                history.trials(), history.completeRounds(), history.elapsed(), reason.get(), stopping.warnings());
    }

    /** Returns false when it was cancelled on the way. */
    private boolean runRound(int round, TrialHistory history, Stopping stopping) throws IOException {
        List<Arm> order = plan.order(round);
        boolean takenUpAgain = history.begun(round);
        List<Arm> missing = history.missing(round);
        for (Arm arm : missing) {
            listener.trialStarts(arm, stopping.progress(round));
            long start = nanoClock.getAsLong();
            Trial trial;
            try {
                trial = cancellation.interruptibly(() -> executor.execute(arm, round, order.indexOf(arm) + 1));
            } catch (InterruptedException cancelled) {
                return false;
            }
            Trial reviewed = TrialReview.review(trial, takenUpAgain);
            sink.save(reviewed);
            history.add(arm, reviewed, Duration.ofNanos(nanoClock.getAsLong() - start));
            listener.trialEnded(reviewed, stopping.progress(round));
            if (!history.works(arm)) {
                listener.armGivenUp(arm, reviewed);
            }
        }
        if (!missing.isEmpty()) {
            listener.roundEnded(round, stopping.progress(round));
            stopping.announceShortBudget(round, listener);
        }
        return true;
    }
}
