package dev.squeezebench.cli.plan;

import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.trial.Prober;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan of a run from its settings, with what this machine and this distribution have. */
public final class PlanBuilder {
    private final Surroundings surroundings;
    private final Console console;
    private final Path scratch;
    private final NativePackages packages;
    private final Path cache;
    private final Map<String, RunnerInfo.Phone> phones;

    /**
     * @param scratch folder for temporary files
     * @param cache folder for what is kept
     */
    public PlanBuilder(Surroundings surroundings, Console console, Path scratch, Path cache) {
        this(surroundings, console, scratch, new NativePackages(console, cache), cache, Map.of());
    }

    private PlanBuilder(
            Surroundings surroundings,
            Console console,
            Path scratch,
            NativePackages packages,
            Path cache,
            Map<String, RunnerInfo.Phone> phones) {
        this.cache = cache;
        this.phones = Map.copyOf(phones);
        this.surroundings = surroundings;
        this.console = console;
        this.scratch = scratch;
        this.packages = packages;
    }

    /**
     * The same with the runners of another build of this program.
     *
     * @param home folder of its distribution
     * @param said what the user said, for messages
     * @throws UserException when there is none, or its runners speak another protocol
     */
    public PlanBuilder of(Path home, String said) {
        try {
            for (RunnerDistribution runner : RunnerDistribution.find(home)) {
                String protocol = runner.descriptor().word("protocol").orElse("none");
                if (!protocol.equals(RunnerDistribution.PROTOCOL)) {
                    throw new UserException(
                            ExitCode.NOT_USABLE,
                            Printable.text(said) + ": its runner " + runner.name() + " speaks protocol "
                                    + Printable.text(protocol) + ", and this program " + RunnerDistribution.PROTOCOL
                                    + ": gate builds whose protocol is the same");
                }
            }
        } catch (IOException e) {
            throw UserException.usage(
                    Printable.text(said) + ": no distribution of squeezebench is there ("
                            + Printable.text(String.valueOf(e.getMessage()))
                            + "); name the folder that has runners/ in it",
                    e);
        }
        return new PlanBuilder(
                new Surroundings(
                        home.toAbsolutePath(),
                        surroundings.stdoutIsTerminal(),
                        surroundings.stderrIsTerminal(),
                        surroundings.environment()),
                console,
                scratch,
                packages,
                cache,
                phones);
    }

    /** The same where phones are known and not asked, by the word for each in targets. */
    public PlanBuilder knowing(Map<String, RunnerInfo.Phone> known) {
        return new PlanBuilder(surroundings, console, scratch, packages, cache, known);
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
        SelectedModels models = SelectedModels.open(settings, console);
        String baseline = models.baseline(settings);
        InputSizes sizes = InputSizes.of(settings.selection(), models.networks());
        List<RunnerDistribution> packed = Distribution.all(surroundings);
        Candidates selected = Candidates.of(
                settings.selection(),
                models.networks().stream().map(EmittedNetwork::trained).toList(),
                packed);
        RuntimeOptions.check(settings.selection().settings(), packed);
        if (!selected.takeNativeLibrary(packed)) {
            NativeLibraryChoice.refuse(settings.nativeLibrary(), packed);
        }
        List<RunnerDistribution> runners = NativeLibraryChoice.apply(
                settings.nativeLibrary(),
                new Runtimes(console).apply(settings.selection().runtimes(), packed),
                packages);
        List<String> notes = notes(models);
        sizes.warnings().forEach(warning -> console.warning(warning.message() + "; " + warning.remedy()));
        List<ScenarioCandidate> candidates = resolve(selected, models.subjects(), sizes, runners);
        insistOnBaseline(
                baseline, candidates.stream().map(ScenarioCandidate::scenario).toList());
        List<RunnableScenario> scenarios = only(candidates, RunnableScenario.class);
        oversubscribed(settings.selection()).ifPresent(console::warning);
        changedForms(settings, scenarios, packed).forEach(console::warning);
        return new RunPlan(
                scenarios,
                only(candidates, UnsupportedScenario.class),
                baseline,
                sizes.warnings(),
                Stream.concat(
                                models.files().stream(),
                                NativeLibraryChoice.files(settings.nativeLibrary(), runners).stream())
                        .toList(),
                notes);
    }

    private List<ScenarioCandidate> resolve(
            Candidates selected, List<Subject> subjects, InputSizes sizes, List<RunnerDistribution> runners)
            throws IOException, InterruptedException {
        Prober prober = new Prober(scratch, Targets.PROBE_LIMIT);
        PhoneTargets targets =
                new PhoneTargets(surroundings, PhoneApps.ofUser(surroundings.home(), cache, console), phones);
        try (ProgressListener.Task progress = console.begin("trying the targets")) {
            AtomicLong done = new AtomicLong();
            return selected.resolve(subjects, sizes, runners, targets, (runner, acceleration, options) -> {
                progress.at(done.getAndIncrement(), selected.targets());
                if (runner.info().phone().isPresent()) {
                    return targets.availability(runner, acceleration);
                }
                return prober.probe(runner, acceleration, options);
            });
        }
    }

    /** A condition that no scenario has would leave every speed-up out, in silence. */
    static void insistOnBaseline(String baseline, List<Scenario> scenarios) {
        Set<String> workloads =
                scenarios.stream().map(Scenario::workload).collect(Collectors.toCollection(LinkedHashSet::new));
        RelativeTo relativeTo = RelativeTo.of(baseline, workloads);
        if (!scenarios.isEmpty() && scenarios.stream().noneMatch(relativeTo::isBaseline)) {
            Set<String> known = new LinkedHashSet<>(workloads);
            scenarios.forEach(each -> {
                known.add(each.target());
                known.add(each.runner() + '@' + each.runtimeVersion());
                known.add("threads=" + each.threads());
            });
            throw UserException.usage("--relative-to " + Printable.text(baseline)
                    + ": no scenario of this run is measured so; there are " + String.join(", ", known));
        }
    }

    private static <T extends ScenarioCandidate> List<T> only(List<ScenarioCandidate> candidates, Class<T> kind) {
        return candidates.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What the run's log has in full, and the terminal in short. */
    private List<String> notes(SelectedModels models) {
        List<String> notes = new ArrayList<>(
                models.data().map(files -> files.notes(models.subjects())).orElse(List.of()));
        notes.forEach(console::message);
        for (OpenedCheckpoint opened : models.checkpoints()) {
            TrainedNetwork trained = opened.checkpoint().trained();
            List<String> ignored = opened.checkpoint().ignored();
            if (!ignored.isEmpty()) {
                console.message(OpenedCheckpoint.ignoredInShort(trained.name(), ignored));
                notes.add(OpenedCheckpoint.ignoredInFull(trained.name(), ignored));
            }
        }
        return notes;
    }

    /** More threads than processors wait for one another. */
    private static Optional<String> oversubscribed(SelectionOptions options) {
        int most = options.threads().stream().mapToInt(Integer::intValue).max().orElse(1);
        int processors = options.cpus().isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : options.cpus().size();
        return most <= processors
                ? Optional.empty()
                : Optional.of(most + " threads on " + processors + (processors == 1 ? " processor" : " processors")
                        + " wait for one another; choose at most " + processors + " by --threads");
    }

    /** Where another version than the packed one gets another graph by the table. */
    private static Set<String> changedForms(
            Settings settings, List<RunnableScenario> scenarios, List<RunnerDistribution> packed) {
        Set<String> changed = new LinkedHashSet<>();
        boolean auto = settings.selection().lowerings().contains(Subject.AUTO)
                || settings.selection().fusions().contains(Subject.AUTO);
        for (RunnableScenario each : scenarios) {
            packed.stream()
                    .filter(runner -> auto && runner.name().equals(each.runner().name()))
                    .filter(runner -> each.subject() instanceof EmittedNetwork)
                    .flatMap(runner -> ((EmittedNetwork) each.subject())
                            .changedForm(each.scenario(), runner.modelFormat(), runner.runtimeVersion()).stream())
                    .forEach(changed::add);
        }
        return changed;
    }
}
