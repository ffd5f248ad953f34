package dev.squeezebench.cli.models;

import dev.squeezebench.cli.console.BuildProgress;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.TaskProgress;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.Choice;
import dev.squeezebench.cli.plan.Preparation;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.Wish;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.environment.MachineObserver;
import dev.squeezebench.core.lock.MeasuringLock;
import dev.squeezebench.core.trial.JvmTrialExecutor;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<Choice> choices = variants(plan.plan().choices(), settings);
        TrialExecutor executor = new JvmTrialExecutor(
                "verify",
                new TrialSettings(
                        ONE_INVOCATION,
                        Duration.ofNanos(1),
                        1,
                        settings.selection().cpus(),
                        TrialSettings.JVM_FLAGS,
                        settings.length().stallTimeout()),
                MachineObserver.ofThisMachine(),
                TrialListener.NONE,
                scratch,
                scratch.resolve("log.txt"),
                Clock.systemUTC());
        List<Trial> trials = new ArrayList<>();
        try (BuildProgress building = new BuildProgress(console);
                TaskProgress progress = console.progress("comparing outputs")) {
            Preparation preparation = new Preparation(store, building, scratch, plan);
            for (Choice choice : choices) {
                progress.note(choice.scenario().id());
                progress.at(trials.size(), choices.size());
                Preparation.Prepared prepared = preparation.prepare(choice);
                MeasuringLock turn = MeasuringLock.await(
                        MeasuringLock.defaultFile(), holder -> console.message("waiting for a run that is measuring"));
                try (turn) {
                    trials.add(executor.execute(prepared.planned(), 1, trials.size() + 1));
                }
            }
        }
        return List.copyOf(trials);
    }

    /** What the user left to the table is every form that the runtime's files can have. */
    private static List<Choice> variants(List<Choice> choices, Settings settings) {
        boolean anyLowering = settings.selection().lowerings().contains(Wish.AUTO);
        boolean anyFusion = settings.selection().fusions().contains(Wish.AUTO);
        Map<String, Choice> variants = new LinkedHashMap<>();
        for (Choice choice : choices) {
            if (choice instanceof Choice.Emitted emitted) {
                variants(emitted, anyLowering, anyFusion)
                        .forEach(variant ->
                                variants.putIfAbsent(variant.scenario().id(), variant));
            } else {
                variants.put(choice.scenario().id(), choice);
            }
        }
        return List.copyOf(variants.values());
    }

    private static List<Choice> variants(Choice.Emitted choice, boolean anyLowering, boolean anyFusion) {
        List<String> lowerings = anyLowering
                ? choice.emitter().lowerings(choice.trained().network())
                : List.of(choice.scenario().lowering());
        List<Choice> variants = new ArrayList<>();
        for (String lowering : lowerings) {
            List<String> fusions = anyFusion
                    ? choice.emitter().fusions(choice.trained().network(), lowering)
                    : List.of(choice.scenario().fusion());
            fusions.forEach(fusion -> variants.add(variant(choice, lowering, fusion)));
        }
        return variants;
    }

    private static Choice variant(Choice.Emitted choice, String lowering, String fusion) {
        Scenario scenario = choice.scenario();
        return new Choice.Emitted(
                scenario.toBuilder().graph(lowering, fusion).build(),
                choice.runner(),
                choice.trained(),
                choice.emitter(),
                new ModelVariant(
                        lowering, fusion, choice.variant().elementType(), scenario.batch(), scenario.sequenceLength()));
    }
}
