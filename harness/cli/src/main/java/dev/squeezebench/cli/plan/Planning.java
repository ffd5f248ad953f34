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
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.lowering.LoweringTable;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.store.Emitters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan of a run from its settings, with what this machine and this distribution have. */
public final class Planning {
    private final Surroundings surroundings;
    private final Console console;
    private final Path scratch;
    private final NativePackages packages;

    /**
     * @param scratch folder for temporary files
     * @param cache folder for what is kept
     */
    public Planning(Surroundings surroundings, Console console, Path scratch, Path cache) {
        this.packages = new NativePackages(console, cache);
        this.surroundings = surroundings;
        this.console = console;
        this.scratch = scratch;
    }

    /**
     * The plan.
     *
     * @throws UserException when a name is unknown, a number out of its limits or one of the user's files not readable
     * @throws IOException when a target cannot be tried or a package not be unpacked
     * @throws InterruptedException when the calling thread was interrupted
     */
    public RunPlan plan(Settings settings) throws IOException, InterruptedException {
        settings.check();
        Catalogue catalogue = Catalogue.open(settings);
        String baseline = catalogue.baseline(settings);
        Optional<GivenFiles> givenFiles = GivenFiles.open(settings.files());
        Map<String, Given> given = new LinkedHashMap<>();
        givenFiles.ifPresent(
                files -> catalogue.networks().forEach(trained -> given.put(trained.name(), files.of(trained))));
        Sizes sizes = Sizes.of(settings.selection(), catalogue.networks(), List.copyOf(given.values()));
        List<ModelEmitter> emitters = Emitters.all();
        List<RunnerDistribution> runners =
                new Runtimes(console).apply(settings.selection().runtimes(), Distribution.runners(surroundings));
        List<Wish> selected = new Selection(
                        catalogue.networks(), catalogue.models(), runners, Variants.of(emitters, known(catalogue)))
                .wishes(settings.selection(), sizes);
        NativeLibraryChoice.insistOnUse(settings.nativeLibrary(), selected);
        NativeLibraryChoice library = NativeLibraryChoice.of(settings.nativeLibrary(), runners, packages);
        List<Wish> wishes = selected.stream().map(library::apply).toList();
        List<IgnoredTensors> ignored = ignored(catalogue);
        ignored.forEach(tensors -> console.message(tensors.inShort()));
        List<String> notes = new ArrayList<>();
        givenFiles.ifPresent(files -> notes.addAll(files.notes(catalogue)));
        notes.forEach(console::message);
        ignored.forEach(tensors -> notes.add(tensors.inFull()));
        sizes.warnings().forEach(warning -> console.warning(warning.message() + "; " + warning.remedy()));
        return new RunPlan(
                plan(wishes, emitters),
                baseline,
                sizes.warnings(),
                Stream.of(
                                catalogue.files().stream(),
                                givenFiles.stream().flatMap(files -> files.ownFiles().stream()),
                                library.files().stream())
                        .flatMap(Function.identity())
                        .toList(),
                given,
                notes);
    }

    private Plan plan(List<Wish> wishes, List<ModelEmitter> emitters) throws IOException, InterruptedException {
        Prober prober = new Prober(scratch, Targets.PROBE_LIMIT);
        try (TaskProgress progress = console.progress("trying the targets")) {
            long targets = wishes.stream().map(Wish::target).distinct().count();
            AtomicLong done = new AtomicLong();
            Probes probes = (runner, acceleration) -> {
                progress.at(done.getAndIncrement(), targets);
                return prober.probe(runner, acceleration);
            };
            return new Planner(probes, emitters, LoweringTable.builtIn()).plan(wishes);
        }
    }

    /** Names of lowerings and fusions may be written as long as any network has them, measured or not. */
    private static List<Network> known(Catalogue catalogue) {
        return Stream.concat(
                        Networks.builtIn().values().stream(),
                        catalogue.networks().stream().map(TrainedNetwork::network))
                .toList();
    }

    private static List<IgnoredTensors> ignored(Catalogue catalogue) {
        return catalogue.checkpoints().stream()
                .map(OpenedCheckpoint::checkpoint)
                .filter(checkpoint -> !checkpoint.ignored().isEmpty())
                .map(checkpoint -> new IgnoredTensors(checkpoint.trained().name(), checkpoint.ignored()))
                .toList();
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
