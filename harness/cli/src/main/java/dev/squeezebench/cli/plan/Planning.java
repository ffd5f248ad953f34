package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.console.TaskProgress;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.trial.Prober;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.store.Emitters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Makes the plan of a run from its settings, with what this machine and this distribution have. */
public final class Planning {
    private final Surroundings surroundings;
    private final Console console;
    private final Path scratch;

    /** @param scratch folder for temporary files */
    public Planning(Surroundings surroundings, Console console, Path scratch) {
        this.surroundings = surroundings;
        this.console = console;
        this.scratch = scratch;
    }

    /**
     * The plan.
     *
     * @throws UserException when a name is unknown or a number out of its limits
     * @throws IOException when a target cannot be tried
     * @throws InterruptedException when the calling thread was interrupted
     */
    public Plan plan(Settings settings) throws IOException, InterruptedException {
        settings.check();
        Map<String, Network> networks = Networks.builtIn();
        List<ModelEmitter> emitters = Emitters.all();
        List<RunnerDistribution> runners =
                new Runtimes(console).apply(settings.selection().runtimes(), Distribution.runners(surroundings));
        List<Wish> wishes =
                new Selection(networks, runners, Variants.of(emitters, networks.values())).wishes(settings.selection());
        Prober prober = new Prober(scratch, Targets.PROBE_LIMIT);
        try (TaskProgress progress = console.progress("trying the targets")) {
            long targets = wishes.stream().map(Wish::target).distinct().count();
            AtomicLong done = new AtomicLong();
            Probes probes = (runner, acceleration) -> {
                progress.at(done.getAndIncrement(), targets);
                return prober.probe(runner, acceleration);
            };
            return new Planner(
                            probes,
                            emitters,
                            LoweringTable.builtIn(),
                            settings.length().seed())
                    .plan(wishes);
        }
    }

    /**
     * Insists on something to measure.
     *
     * @throws UserException when there is nothing
     */
    public static void insist(Plan plan) {
        if (plan.choices().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "nothing of this can be measured here: "
                            + plan.refusals().stream()
                                    .map(refusal ->
                                            refusal.wish().target() + ": " + refusal.reason() + "; " + refusal.remedy())
                                    .distinct()
                                    .collect(Collectors.joining("; ")));
        }
    }
}
