package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.experiment.ExperimentListener;
import dev.squeezebench.core.experiment.Progress;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.text.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shows how the measuring goes: rounds and trials, and what the running trial is at. */
final class MeasuringListener implements ExperimentListener, TrialListener {
    private final Console console;
    private final ProgressListener.Task bar;
    private final String who;

    // Called by two threads: the one that measures, and the one that follows the trial's process.
    private String running = "";
    private boolean inBlocks;
    private Optional<Duration> left = Optional.empty();
    private Duration elapsed = Duration.ZERO;
    private long toldNs;

    MeasuringListener(Console console, ProgressListener.Task bar) {
        this(console, bar, "");
    }

    /**
     * The same of one device among several.
     *
     * @param who begins each of its sentences, such as {@code 8A1X00001: }
     */
    MeasuringListener(Console console, ProgressListener.Task bar, String who) {
        this.console = console;
        this.bar = bar;
        this.who = who;
    }

    /** What a phone is asked for between its rounds. */
    ProgressListener between() {
        return new ProgressListener() {
            @Override
            public void note(String sentence) {
                console.message(who + sentence);
            }

            @Override
            public Task begin(String what) {
                bar.note(what);
                return (done, total) -> bar.note(what + ": " + 100 * done / Math.max(1, total) + "%");
            }
        };
    }

    /** Waiting for somebody else. */
    void waiting(String line) {
        console.message(who + line);
    }

    /** Its device has nothing left to measure. */
    void ended() {
        bar.close();
    }

    @Override
    public void trialStarts(Arm arm, Progress progress) {
        synchronized (this) {
            running = "round " + progress.round() + " (" + (progress.trialsDone() + 1) + '/' + progress.trialsInRound()
                    + "), " + arm.scenario().workload() + " on "
                    + arm.scenario().target();
            inBlocks = false;
        }
        show(progress, "");
    }

    @Override
    public void roundStarts(RoundExecutor.Round round, Progress progress) {
        synchronized (this) {
            running = "round " + round.number() + ", " + round.arms().size() + " processes in turns"
                    + (round.attempt() > 1 ? " (attempt " + round.attempt() + ')' : "");
            inBlocks = false;
        }
        show(progress, "");
    }

    @Override
    public void roundVoid(RoundExecutor.Round round, String reason) {
        console.warning(who + "round " + round.number() + " does not count and is repeated: " + reason);
    }

    @Override
    public synchronized void stage(Stage stage, Instant at) {
        inBlocks = stage == Stage.MEASURE;
        tick(": " + stage.word().replace('_', ' '));
    }

    @Override
    public synchronized void block(int block, int of) {
        // JMH announces the first block before the benchmark's set-up, which loads and warms up.
        if (inBlocks) {
            tick(": measure " + block + '/' + of);
        }
    }

    @Override
    public void trialEnded(Trial trial, Progress progress) {
        if (trial.outcome() instanceof TrialOutcome.Failed failed) {
            console.warning(who + trial.scenario().id() + ", round " + trial.round() + " failed at "
                    + failed.stage().word() + ": " + failed.reason());
        }
        show(progress, "");
    }

    @Override
    public void armGivenUp(Arm arm, Trial last) {
        console.warning(who + arm + " is not tried again; the others go on");
    }

    @Override
    public void roundEnded(int round, Progress progress) {
        progress.left()
                .ifPresent(left -> console.message(
                        who + "round " + round + " measured, about " + Quantities.waiting(left) + " left"));
    }

    @Override
    public void budgetTooShort(int rounds, Duration expected, Duration budget) {
        console.warning(who + rounds + " rounds take about " + Quantities.waiting(expected)
                + ", more than the time budget of " + Quantities.waiting(budget) + ": they are run nevertheless");
    }

    private synchronized void show(Progress progress, String what) {
        left = progress.left();
        elapsed = progress.elapsed();
        toldNs = System.nanoTime();
        tick(what);
    }

    /** Before the first estimate the bar shows only what is being done and for how long. */
    private void tick(String what) {
        bar.note(running + what);
        left.ifPresent(estimate -> {
            long done = elapsed.toMillis()
                    + Duration.ofNanos(System.nanoTime() - toldNs).toMillis();
            bar.at(done, Math.max(1, elapsed.plus(estimate).toMillis()));
        });
    }
}
