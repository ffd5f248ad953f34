package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.EmittedNetwork;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioFiles;
import dev.squeezebench.cli.plan.Subject;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.environment.MachineObserver;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.core.trial.JvmTrialExecutor;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Trials of one invocation each, for their outputs alone: every lowering and fusion that was not ruled out. */
final class OutputTrials {
    private static final WarmUpLimits ONE_INVOCATION = new WarmUpLimits(0, 1, 1, 1);

    private final Console console;
    private final Path scratch;
    private final ModelStore store;

    /** @param scratch folder for temporary files */
    OutputTrials(Console console, Path scratch, ModelStore store) {
        this.console = console;
        this.scratch = scratch;
        this.store = store;
    }

    /** Runs them all; a run that measures on this machine is waited for. */
    List<Trial> run(RunPlan plan, Settings settings) throws IOException, InterruptedException {
        List<RunnableScenario> scenarios = variants(plan.scenarios(), settings);
        TrialExecutor executor = new JvmTrialExecutor(
                "verify",
                new TrialSettings(
                        ONE_INVOCATION,
                        Duration.ofNanos(1),
                        1,
                        settings.selection().cpus(),
                        settings.length().stallTimeout()),
                MachineObserver.ofThisMachine(settings.selection().cpus()),
                TrialListener.NONE,
                scratch,
                scratch.resolve("log.txt"),
                Clock.systemUTC());
        List<Trial> trials = new ArrayList<>();
        try (ProgressListener.Task progress = console.begin("comparing outputs")) {
            ScenarioFiles files = new ScenarioFiles(store, console, scratch, scenarios);
            for (RunnableScenario each : scenarios) {
                progress.note(each.scenario().id());
                progress.at(trials.size(), scenarios.size());
                Subject.Prepared prepared = files.prepare(each);
                ProcessLock machine = MachineLock.ofThisMachine().await("squeezebench models verify", console::message);
                try (machine) {
                    trials.add(executor.execute(Arm.single(prepared.planned()), 1, trials.size() + 1));
                }
            }
        }
        return List.copyOf(trials);
    }

    /** What the user left to the table is every form that the runtime's files can have. */
    private static List<RunnableScenario> variants(List<RunnableScenario> scenarios, Settings settings) {
        boolean anyLowering = settings.selection().lowerings().contains(Subject.AUTO);
        boolean anyFusion = settings.selection().fusions().contains(Subject.AUTO);
        return scenarios.stream()
                .flatMap(each -> each.subject() instanceof EmittedNetwork network
                        ? network.forms(each, anyLowering, anyFusion).stream()
                        : Stream.of(each))
                .distinct()
                .toList();
    }
}
