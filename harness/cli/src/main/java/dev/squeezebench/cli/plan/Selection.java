package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.RuntimeSetting;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.TrainedNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the names that the user wrote and multiplies the lists out. */
public final class Selection {
    private final List<TrainedNetwork> networks;
    private final List<OwnModel> models;
    private final List<RunnerDistribution> runners;
    private final Variants variants;

    /**
     * @param networks what to measure, each name once
     * @param models files of the user's own to measure
     * @param runners those of the distribution
     * @param variants the lowerings and fusions that can be asked for
     */
    public Selection(
            List<TrainedNetwork> networks, List<OwnModel> models, List<RunnerDistribution> runners, Variants variants) {
        this.networks = List.copyOf(networks);
        this.models = List.copyOf(models);
        this.runners = List.copyOf(runners);
        this.variants = variants;
    }

    /**
     * Every combination once: target by target and shape by shape, so that what is compared stands together.
     *
     * @param sizes how much to compute at once
     * @throws UserException when a name is unknown or a number out of its limits
     */
    public List<Wish> wishes(SelectionOptions options, Sizes sizes) {
        options.lowerings().forEach(name -> known("lowering", name, variants.lowerings()));
        options.fusions().forEach(name -> known("fusion", name, variants.fusions()));
        options.dtypes().forEach(name -> known("dtype", name, variants.dtypes()));
        boolean usual = options.targets().isEmpty();
        List<Target> targets = (usual ? SelectionOptions.USUAL_TARGETS : options.targets())
                .stream().map(this::target).toList();
        options.settings().forEach(setting -> checkUsed(setting, targets));
        List<Shape> shapes = shapes(options, sizes).toList();
        List<Wish> wishes = new ArrayList<>();
        for (Target target : targets) {
            for (Shape shape : shapes) {
                for (TrainedNetwork network : networks) {
                    wishes.addAll(forms(options, target, shape, network));
                }
            }
            for (int threads : options.threads()) {
                wishes.addAll(models(options, target, threads, usual));
            }
        }
        return List.copyOf(wishes);
    }

    private static Stream<Shape> shapes(SelectionOptions options, Sizes sizes) {
        return options.dtypes().stream().flatMap(dtype -> sizes.batches().stream()
                .flatMap(batch -> sizes.sequenceLengths().stream().flatMap(length -> options.threads().stream()
                        .map(threads -> new Shape(dtype, batch, length, threads)))));
    }

    /** The network in each lowering and fusion; one without grouped convolutions has nothing to lower. */
    private List<Wish> forms(SelectionOptions options, Target target, Shape shape, TrainedNetwork trained) {
        RunnerDistribution runner = runner(target.runner());
        List<String> wanted = trained.network().hasGroups() ? options.lowerings() : List.of(Wish.AUTO);
        return wanted.stream()
                .flatMap(lowering -> options.fusions().stream()
                        .map(fusion -> new Wish(
                                new Subject.Emitted(trained),
                                runner,
                                target.acceleration(),
                                lowering,
                                fusion,
                                shape,
                                settings(options, target))))
                .toList();
    }

    /** The user's files as they are; of the usual targets only those that open them. */
    private List<Wish> models(SelectionOptions options, Target target, int threads, boolean fittingOnly) {
        RunnerDistribution runner = runner(target.runner());
        return models.stream()
                .filter(model -> !fittingOnly || model.face().format().equals(runner.modelFormat()))
                .map(model -> new Wish(
                        model,
                        runner,
                        target.acceleration(),
                        Scenario.GIVEN,
                        Scenario.GIVEN,
                        model.shape(threads),
                        settings(options, target)))
                .toList();
    }

    private Map<String, String> settings(SelectionOptions options, Target target) {
        return options.settings().stream()
                .filter(setting -> isFor(setting, target))
                .collect(Collectors.toMap(RuntimeSetting::name, RuntimeSetting::value));
    }

    private boolean isFor(RuntimeSetting setting, Target target) {
        return setting.isFor(
                target.runner(), target.acceleration(), runner(target.runner()).accelerations());
    }

    /** One that nothing takes would change nothing, in silence. */
    private void checkUsed(RuntimeSetting setting, List<Target> targets) {
        known(
                "runner",
                setting.runner(),
                runners.stream().map(RunnerDistribution::name).toList());
        if (targets.stream().noneMatch(target -> isFor(setting, target))) {
            throw UserException.usage(RuntimeSetting.FLAG + ' ' + setting
                    + ": none of the targets takes it; name one by --target, or leave it out");
        }
    }

    private Target target(String text) {
        Target target = Target.parse(text);
        known(
                "runner",
                target.runner(),
                runners.stream().map(RunnerDistribution::name).toList());
        known("acceleration", target.acceleration(), runner(target.runner()).accelerations());
        return target;
    }

    private RunnerDistribution runner(String name) {
        return runners.stream()
                .filter(runner -> runner.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void known(String kind, String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw Suggestions.unknown(kind, name, names);
        }
    }
}
