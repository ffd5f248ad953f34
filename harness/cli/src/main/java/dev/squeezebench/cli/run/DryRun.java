package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.EmittedNetwork;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.workloads.store.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would do. */
final class DryRun {
    /** Starting two JVMs and loading a runtime, beside what the trial itself is given. */
    private static final Duration START = Duration.ofSeconds(2);

    private final RunPlan plan;
    private final Settings settings;
    private final ModelStore store;

    DryRun(RunPlan plan, Settings settings, ModelStore store) {
        this.store = store;
        this.plan = plan;
        this.settings = settings;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        plan.scenarios().forEach(each -> lines.add(each.scenario().id()));
        plan.unsupported()
                .forEach(each -> lines.add("not measured: " + each.scenario().workload() + " on " + each.line()));
        lines.add("speed-ups are relative to " + plan.baseline());
        lines.add("expected time: " + expectedTime());
        lines.add(disk());
        return lines;
    }

    private String expectedTime() {
        RunLength length = settings.length().run();
        TrialSettings trial = settings.length().trial(settings.selection());
        Duration round = trial.measure()
                .plusNanos(trial.warmUp().mostNs())
                .plus(START)
                .multipliedBy(plan.scenarios().size());
        if (length.sustained().isPresent()) {
            return "about " + Quantities.waiting(round.plus(length.sustained().get()));
        }
        if (length.fixedRounds().isPresent()) {
            return "about "
                    + Quantities.waiting(round.multipliedBy(length.fixedRounds().getAsInt()));
        }
        Duration least = round.multipliedBy(length.minimumRounds());
        return least.compareTo(length.timeBudget()) < 0
                ? "from about " + Quantities.waiting(least) + " to " + Quantities.waiting(length.timeBudget())
                : "about " + Quantities.waiting(least);
    }

    /** Of the model files alone: inputs and references are small. */
    private String disk() {
        Map<Path, Long> files = new LinkedHashMap<>();
        for (RunnableScenario each : plan.scenarios()) {
            if (each.subject() instanceof EmittedNetwork network) {
                Map.Entry<Path, Long> file = network.file(each, store);
                files.put(file.getKey(), file.getValue());
            }
        }
        List<Long> missing = files.entrySet().stream()
                .filter(file -> !Files.exists(file.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (missing.isEmpty()) {
            return files.isEmpty() ? "disk: 0, no model file has to be made" : "disk: 0, all model files are there";
        }
        long bytes = missing.stream().mapToLong(Long::longValue).sum();
        return "disk: " + Quantities.bytes(bytes) + " for " + missing.size() + " of " + files.size()
                + " model files in the cache, which are made first";
    }
}
