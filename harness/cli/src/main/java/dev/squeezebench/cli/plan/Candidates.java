package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.RuntimeSetting;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import dev.squeezebench.workloads.store.Emitters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the names that the user wrote and multiplies the lists out. */
final class Candidates {
    /** What a scenario's name does not say. */
    private static final Map<String, String> ON_PHONE_BY_DEFAULT =
            Map.of(PlannedScenario.CORES, PlannedScenario.ANY_CORES, PlannedScenario.LAUNCH, LaunchMode.APK.word());

    private final SelectionOptions options;
    private final List<Target> targets;

    private Candidates(SelectionOptions options, List<Target> targets) {
        this.options = options;
        this.targets = targets;
    }

    /**
     * Looks at every name before anything is fetched or started for it.
     *
     * @param networks what is measured beside files of the user
     * @param runners those of the distribution, those on phones alone included
     * @throws UserException when a name is unknown
     */
    static Candidates of(SelectionOptions options, List<TrainedNetwork> networks, List<RunnerDistribution> runners) {
        checkForms(options, networks);
        List<Target> targets = (options.targets().isEmpty() ? Targets.usual(runners) : options.targets())
                .stream().map(text -> target(text, runners)).toList();
        options.settings().forEach(setting -> checkUsed(setting, targets, runners));
        boolean phones = targets.stream().anyMatch(target -> target.phone().isPresent());
        if (!options.launches().isEmpty() && !phones) {
            throw UserException.usage("--launch: none of the targets is a phone; name one by --target"
                    + " android:SERIAL/RUNNER:ACCELERATION, or leave it out");
        }
        if (!options.cores().isEmpty() && !phones) {
            throw UserException.usage("--cores: none of the targets is a phone; name one by --target"
                    + " android:SERIAL/RUNNER:ACCELERATION, or pin processes on this machine by --cpus");
        }
        return new Candidates(options, targets);
    }

    /** Names of lowerings and fusions may be written as long as any network has them, measured or not. */
    private static void checkForms(SelectionOptions options, List<TrainedNetwork> networks) {
        List<Network> known = Stream.concat(
                        Networks.builtIn().values().stream(), networks.stream().map(TrainedNetwork::network))
                .toList();
        Set<String> lowerings = new TreeSet<>(Set.of(Subject.AUTO));
        Set<String> fusions = new TreeSet<>(Set.of(Subject.AUTO));
        Set<String> dtypes = new TreeSet<>();
        for (ModelEmitter emitter : Emitters.all()) {
            emitter.elementTypes().forEach(type -> dtypes.add(type.word()));
            for (Network network : known) {
                lowerings.addAll(emitter.lowerings(network));
                emitter.lowerings(network).forEach(lowering -> fusions.addAll(emitter.fusions(network, lowering)));
            }
        }
        options.lowerings().forEach(name -> known("lowering", name, lowerings));
        options.fusions().forEach(name -> known("fusion", name, fusions));
        options.dtypes().forEach(name -> known("dtype", name, dtypes));
    }

    private static Target target(String text, List<RunnerDistribution> runners) {
        Target target = Target.parse(text);
        known("runner", target.runner(), names(runners));
        if (target.phone().isEmpty() && isOnPhonesAlone(target, runners)) {
            throw UserException.usage("--target " + text + ": " + target.runner()
                    + " is on phones alone; write android:SERIAL/" + target + ", 'devices' shows the serials");
        }
        known("acceleration", target.acceleration(), accelerations(target, runners));
        return target;
    }

    /** One that nothing takes would change nothing, in silence. */
    private static void checkUsed(RuntimeSetting setting, List<Target> targets, List<RunnerDistribution> runners) {
        known("runner", setting.runner(), names(runners));
        if (targets.stream().noneMatch(target -> isFor(setting, target, accelerations(target, runners)))) {
            throw UserException.usage(RuntimeSetting.FLAG + ' ' + setting
                    + ": none of the targets takes it; name one by --target, or leave it out");
        }
    }

    private static boolean isFor(RuntimeSetting setting, Target target, List<String> accelerations) {
        return setting.isFor(target.runner(), target.acceleration(), accelerations);
    }

    private static boolean isOnPhonesAlone(Target target, List<RunnerDistribution> runners) {
        return runners.stream().anyMatch(runner -> runner.name().equals(target.runner()) && runner.isOnPhonesAlone());
    }

    private static List<String> names(List<RunnerDistribution> runners) {
        return runners.stream().map(RunnerDistribution::name).distinct().toList();
    }

    private static List<String> accelerations(Target target, List<RunnerDistribution> runners) {
        return runners.stream()
                .filter(runner -> runner.name().equals(target.runner()))
                .flatMap(runner -> runner.accelerations().stream())
                .distinct()
                .toList();
    }

    private static void known(String kind, String name, Collection<String> names) {
        if (!names.contains(name)) {
            throw Suggestions.unknown(kind, name, names);
        }
    }

    /** Whether any selected target takes a native library of the user's choice. */
    boolean takeNativeLibrary(List<RunnerDistribution> runners) {
        return targets.stream().anyMatch(target -> runners.stream()
                .anyMatch(runner -> runner.name().equals(target.runner()) && runner.takesNativeLibrary()));
    }

    /** How many targets there are to try. */
    int targets() {
        return targets.size();
    }

    /**
     * Every combination once: target by target and shape by shape, so that scenarios that are compared follow one another.
     *
     * @param runners each in the versions that are measured
     * @param phones those that targets name
     * @throws UserException when a target loads another version of its runtime than was asked for
     * @throws IOException when a target cannot be tried
     * @throws InterruptedException when the calling thread was interrupted
     */
    List<ScenarioCandidate> resolve(
            List<Subject> subjects,
            InputSizes sizes,
            List<RunnerDistribution> runners,
            PhoneTargets phones,
            Subject.TargetProbe probe)
            throws IOException, InterruptedException {
        Subject.TargetProbe once = once(probe);
        List<Subject> all = List.copyOf(subjects);
        Map<Map.Entry<Scenario, Optional<RunnerInfo.Phone>>, ScenarioCandidate> candidates = new LinkedHashMap<>();
        for (Target target : targets) {
            for (RunnerDistribution each : runners) {
                if (each.name().equals(target.runner())) {
                    RunnerDistribution runner = target.phone().isPresent()
                            ? phones.on(target.phone().get(), each, together(target.phone(), runners))
                            : each;
                    List<Subject> here = options.targets().isEmpty()
                            ? all.stream()
                                    .filter(subject -> subject.opensOn(runner.info()))
                                    .toList()
                            : all;
                    for (Selected selected : selected(target, runner, here, sizes)) {
                        ScenarioCandidate candidate = selected.subject().candidate(selected.scenario(), runner, once);
                        candidates.putIfAbsent(
                                Map.entry(candidate.scenario(), runner.info().phone()), candidate);
                    }
                }
            }
        }
        return List.copyOf(candidates.values());
    }

    /** All runners, each in its versions, that targets on the same phone name. */
    private List<RunnerDistribution> together(Optional<String> phone, List<RunnerDistribution> runners) {
        return runners.stream()
                .filter(runner -> targets.stream()
                        .anyMatch(target ->
                                target.phone().equals(phone) && target.runner().equals(runner.name())))
                .toList();
    }

    /** A combination in the words of the flags. */
    private record Selected(Subject subject, Scenario scenario) {}

    private List<Selected> selected(
            Target target, RunnerDistribution runner, List<Subject> subjects, InputSizes sizes) {
        List<Selected> selected = new ArrayList<>();
        for (Scenario.Builder conditions : conditions(target, runner, sizes)) {
            for (Subject subject : subjects) {
                forms(subject, conditions.workload(subject.name()))
                        .map(scenario -> new Selected(subject, scenario))
                        .forEach(selected::add);
            }
        }
        return selected;
    }

    private List<Scenario.Builder> conditions(Target target, RunnerDistribution runner, InputSizes sizes) {
        List<Scenario.Builder> all = new ArrayList<>();
        for (String dtype : options.dtypes()) {
            for (int batch : sizes.batches()) {
                for (int length : sizes.sequenceLengths()) {
                    for (OptionalInt padding : sizes.paddings()) {
                        for (int threads : options.threads()) {
                            for (Map<String, String> settings : settings(target, runner)) {
                                all.add(new Scenario.Builder("")
                                        .dtype(dtype)
                                        .batch(batch)
                                        .sequenceLength(length)
                                        .paddingPercent(padding)
                                        .runtime(runner.name(), runner.runtimeVersion())
                                        .acceleration(target.acceleration())
                                        .threads(threads)
                                        .options(settings));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Every combination of the values of the target's settings; one without any where it has none. */
    private List<Map<String, String>> settings(Target target, RunnerDistribution runner) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        options.settings().stream()
                .filter(setting -> isFor(setting, target, runner.accelerations()))
                .forEach(setting -> byName.computeIfAbsent(setting.name(), name -> new ArrayList<>())
                        .add(setting.value()));
        if (target.phone().isPresent() && !options.cores().isEmpty()) {
            byName.put(PlannedScenario.CORES, options.cores());
        }
        if (target.phone().isPresent() && !options.launches().isEmpty()) {
            byName.put(
                    PlannedScenario.LAUNCH,
                    options.launches().stream().map(LaunchMode::word).toList());
        }
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> option : byName.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : option.getValue()) {
                    Map<String, String> with = new TreeMap<>(combination);
                    if (!value.equals(ON_PHONE_BY_DEFAULT.get(option.getKey()))) {
                        with.put(option.getKey(), value);
                    }
                    longer.add(with);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private Stream<Scenario> forms(Subject subject, Scenario.Builder scenario) {
        return subject.lowerings(options.lowerings()).stream()
                .flatMap(lowering -> subject.fusions(options.fusions()).stream()
                        .map(fusion -> scenario.graph(lowering, fusion).build()));
    }

    /** A target in a version, with a library and options. */
    private record Tried(RunnerDistribution runner, String acceleration, Map<String, String> options) {}

    /** Each target is tried once in each version, and with each library and options. */
    private static Subject.TargetProbe once(Subject.TargetProbe probe) {
        Map<Tried, Availability> tried = new HashMap<>();
        return (runner, acceleration, options) -> {
            Tried target = new Tried(runner, acceleration, options);
            Availability availability = tried.get(target);
            if (availability == null) {
                availability = probe.probe(runner, acceleration, options);
                if (availability instanceof Availability.Usable usable) {
                    Optional<String> problem =
                            runner.versionProblem(usable.runtime().version());
                    if (problem.isPresent()) {
                        throw new UserException(ExitCode.NOT_USABLE, problem.get());
                    }
                }
                tried.put(target, availability);
            }
            return availability;
        };
    }
}
