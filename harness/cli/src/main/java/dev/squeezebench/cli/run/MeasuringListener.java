package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Durations;
import dev.squeezebench.cli.console.TaskProgress;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.experiment.ExperimentListener;
import dev.squeezebench.core.experiment.Progress;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.results.Stage;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.TrialOutcome;
import java.time.Duration;

/** Shows how the measuring goes: rounds and trials, and what the running trial is at. */
final class MeasuringListener implements ExperimentListener, TrialListener {
    private final Console console;
    private final TaskProgress bar;

    /** What is running, for the thread that follows the trial's process. */
    private volatile String running = "";

    MeasuringListener(Console console, TaskProgress bar) {
        this.console = console;
        this.bar = bar;
    }

    @Override
    public void trialStarts(PlannedScenario scenario, Progress progress) {
        running = "round " + progress.round() + ", " + scenario.scenario().workload() + " on "
                + scenario.scenario().target();
        bar.note(running);
        show(progress);
    }

    @Override
    public void stage(Stage stage) {
        bar.note(running + ": " + stage.word().replace('_', ' '));
    }

    @Override
    public void block(int block, int of) {
        bar.note(running + ": measure " + block + '/' + of);
    }

    @Override
    public void trialEnded(Trial trial, Progress progress) {
        if (trial.outcome() instanceof TrialOutcome.Failed failed) {
            console.warning(trial.scenario().id() + ", round " + trial.round() + " failed at "
                    + failed.stage().word() + ": " + failed.reason());
        }
        show(progress);
    }

    @Override
    public void scenarioGivenUp(PlannedScenario scenario, Trial last) {
        console.warning(scenario.scenario().id() + " is not tried again; the others go on");
    }

    @Override
    public void roundEnded(int round, Progress progress) {
        progress.left()
                .ifPresent(left ->
                        console.message("round " + round + " measured, about " + Durations.text(left) + " left"));
    }

    @Override
    public void budgetTooShort(int rounds, Duration expected, Duration budget) {
        console.warning(rounds + " rounds take about " + Durations.text(expected) + ", more than the time budget of "
                + Durations.text(budget) + ": they are run nevertheless");
    }

    private void show(Progress progress) {
        progress.left().ifPresent(left -> {
            long done = progress.elapsed().toMillis();
            bar.at(done, Math.max(1, done + left.toMillis()));
        });
    }
}
