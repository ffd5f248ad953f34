package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.ByteSizes;
import dev.squeezebench.cli.console.Durations;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.Choice;
import dev.squeezebench.cli.plan.Plan;
import dev.squeezebench.cli.plan.Refusal;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.network.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run would do. */
final class DryRun {
    /** Starting two JVMs and loading a runtime, beside what the trial itself is given. */
    private static final Duration START = Duration.ofSeconds(2);

    private final Plan plan;
    private final String baseline;
    private final Settings settings;

    DryRun(RunPlan runPlan, Settings settings) {
        this.plan = runPlan.plan();
        this.baseline = runPlan.baseline();
        this.settings = settings;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Choice choice : plan.choices()) {
            lines.add(choice.scenario().id());
        }
        for (Refusal refusal : plan.refusals()) {
            lines.add("not measured: " + refusal.wish().workload() + " on "
                    + refusal.wish().target() + ": " + refusal.reason() + "; " + refusal.remedy());
        }
        lines.add("speed-ups are relative to " + baseline);
        lines.add("expected time: " + expectedTime() + ", and the making of missing model files before");
        lines.add("disk: up to " + ByteSizes.text(modelBytes()) + " in the cache for the model files");
        return lines;
    }

    private String expectedTime() {
        RunLength length = new Lengths(settings).run();
        TrialSettings trial = new Lengths(settings).trial();
        Duration round = trial.measure()
                .plusNanos(trial.warmUp().mostNs())
                .plus(START)
                .multipliedBy(plan.choices().size());
        if (length.fixedRounds().isPresent()) {
            return "about "
                    + Durations.text(round.multipliedBy(length.fixedRounds().getAsInt()));
        }
        Duration least = round.multipliedBy(length.minimumRounds());
        return least.compareTo(length.timeBudget()) < 0
                ? "from about " + Durations.text(least) + " to " + Durations.text(length.timeBudget())
                : "about " + Durations.text(least);
    }

    private long modelBytes() {
        Set<List<Object>> files = new HashSet<>();
        return plan.choices().stream()
                .filter(Choice.Emitted.class::isInstance)
                .map(Choice.Emitted.class::cast)
                .filter(choice -> files.add(file(choice)))
                .mapToLong(choice -> choice.trained().network().parameters().stream()
                        .mapToLong(Parameter::elements)
                        .map(elements ->
                                elements * choice.variant().elementType().bytes())
                        .sum())
                .sum();
    }

    /** Choices with equal keys share a file. */
    private static List<Object> file(Choice.Emitted choice) {
        ModelVariant variant = choice.variant();
        return choice.emitter().fixedShape()
                ? List.of(choice.scenario().workload(), choice.emitter().format(), variant)
                : List.of(
                        choice.scenario().workload(),
                        choice.emitter().format(),
                        variant.lowering(),
                        variant.fusion(),
                        variant.elementType());
    }
}
