package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.android.lab.run.PhoneExecutor;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.options.LengthOptions.Interleave;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.ScenarioCandidate.UnsupportedScenario;
import dev.squeezebench.cli.plan.ScenarioFiles;
import dev.squeezebench.cli.plan.Subject;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.device.GpuObserver;
import dev.squeezebench.core.environment.AvailableMemory;
import dev.squeezebench.core.environment.EnvironmentProbe;
import dev.squeezebench.core.environment.MachineObserver;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.experiment.ArmPair;
import dev.squeezebench.core.experiment.Cancellation;
import dev.squeezebench.core.experiment.EarlyEnd;
import dev.squeezebench.core.experiment.Experiment;
import dev.squeezebench.core.experiment.ExperimentListener;
import dev.squeezebench.core.experiment.ExperimentPlan;
import dev.squeezebench.core.experiment.ExperimentResult;
import dev.squeezebench.core.experiment.Grouping;
import dev.squeezebench.core.experiment.StopReason;
import dev.squeezebench.core.trial.JvmTrialExecutor;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures a run: files first, then the machine, then rounds of trials; each record is saved as soon as it is known. */
public final class Measuring {
    private final Console console;
    private final ModelStore store;
    private final Path scratch;
    private final boolean wrongOutputs;
    private final List<ModelRecord> mentioned = new ArrayList<>();
    private volatile boolean saving;
    private boolean begun;
    private boolean waits = true;
    private Runnable doneHere = () -> {};
    private Optional<Function<List<PlannedScenario>, List<ArmPair>>> sides = Optional.empty();
    private Optional<Environment> machine = Optional.empty();

    /**
     * @param store makes the model files
     * @param scratch folder for temporary files
     */
    public Measuring(Console console, ModelStore store, Path scratch) {
        this(console, store, scratch, false);
    }

    /**
     * The same.
     *
     * @param wrongOutputs whether trials count whose outputs are wrong
     */
    public Measuring(Console console, ModelStore store, Path scratch, boolean wrongOutputs) {
        this.console = console;
        this.store = store;
        this.scratch = scratch;
        this.wrongOutputs = wrongOutputs;
    }

    /**
     * Lets the two sides of each scenario take turns, and nothing else.
     *
     * @param pairs the sides, of the scenarios with their files
     */
    public void compare(Function<List<PlannedScenario>, List<ArmPair>> pairs) {
        sides = Optional.of(pairs);
    }

    /** What is measured, the sides of one comparison one after the other. */
    List<Arm> arms(List<PlannedScenario> planned) {
        return sides.map(pairs -> pairs.apply(planned).stream()
                        .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
                        .toList())
                .orElseGet(() -> Arm.single(planned));
    }

    /** Folder for temporary files. */
    Path scratch() {
        return scratch;
    }

    /** Told when nothing is left to measure on this machine itself. */
    void whenDoneHere(Runnable told) {
        doneHere = told;
    }

    /** Devices that others measure on are not waited for. */
    void waitForNoOne() {
        waits = false;
    }

    /** The machine is this run's own now. */
    void begin() {
        begun = true;
    }

    /** Whether the run had the machine. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether any trial of this process is saved. */
    boolean hasSavedTrials() {
        return saving;
    }

    /** Writes into the run's log what a terminal has no room for. */
    public void note(Run run) throws IOException {
        if (!run.outline().notes().isEmpty()) {
            Files.write(
                    run.files().log(),
                    run.outline().notes(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Saves what cannot be measured here, with the reason; a resumed run has done so already. */
    void refuse(Run run) throws IOException {
        List<UnsupportedScenario> unsupported = run.outline().unsupported();
        if (run.saved().trials().isEmpty() && !unsupported.isEmpty()) {
            Device here = machine(run).device();
            int order = 1;
            for (UnsupportedScenario each : unsupported) {
                run.writer()
                        .write(new Trial.Builder(run.record().run(), Instant.now(), each.scenario())
                                .device(Optional.of(each.runner()
                                        .info()
                                        .phone()
                                        .map(RunnerInfo.Phone::device)
                                        .orElse(here)))
                                .place(1, order++)
                                .outcome(outcome(each))
                                .outputCheck(new OutputCheck.NotChecked("not measured"))
                                .build());
            }
        }
    }

    /** Where something from outside ended the probe, nothing is known of the target: a resumed run tries it again. */
    private static TrialOutcome outcome(UnsupportedScenario each) {
        String reason = each.reason() + "; " + each.remedy();
        return each.fromOutside()
                ? new TrialOutcome.Failed(Stage.START, reason, true)
                : new TrialOutcome.Unsupported(reason);
    }

    /**
     * One trial of an arm by itself, as short as it can be: whether it works, and whether its outputs are right. It is saved
     * as one that does not count.
     */
    public Trial tried(Run run, Arm arm) throws IOException, InterruptedException {
        TrialSettings usual = run.settings().length().trial(run.settings().selection());
        TrialSettings shortest = new TrialSettings(
                new WarmUpLimits(0, 1, 0, 1),
                Duration.ofMillis(1),
                1,
                usual.cpus(),
                usual.fullPlacement(),
                usual.stallTimeout());
        TrialSettings settings = wrongOutputs ? shortest.withWrongOutputs() : shortest;
        Trial trial = arm.phone().isPresent()
                ? triedOnPhone(run, arm, settings)
                : new JvmTrialExecutor(
                                run.record().run(),
                                settings,
                                TrialObserver.none(),
                                TrialListener.NONE,
                                scratch,
                                run.files().log(),
                                Clock.systemUTC())
                        .execute(arm, 1, 1);
        run.writer()
                .write(complete(
                        trial.counts() ? trial.withOutcome(TrialOutcome.Invalid.PRELIMINARY) : trial,
                        run.outline().warnings()));
        return trial;
    }

    private Trial triedOnPhone(Run run, Arm arm, TrialSettings settings) throws IOException, InterruptedException {
        MeasuringListener listener = new MeasuringListener(console, ProgressListener.Task.NONE);
        Queue<Environment> found = new ConcurrentLinkedQueue<>();
        try (PhoneExecutor phone = new PhoneOpener(run, settings, scratch, waits, found::add).open(arm, listener)) {
            return phone.execute(arm, 1, 1);
        }
    }

    /** The scenarios with their files, which are made where they are missing. */
    public List<PlannedScenario> prepare(Run run) throws IOException {
        List<PlannedScenario> planned = new ArrayList<>();
        List<RunnableScenario> scenarios = run.outline().scenarios();
        console.message("looking for model files in the cache, and making those that are missing");
        ScenarioFiles files = new ScenarioFiles(store, console, scratch, scenarios);
        for (RunnableScenario each : scenarios) {
            Subject.Prepared prepared = files.prepare(each);
            planned.add(prepared.planned());
            save(run, record(run, each.scenario(), prepared));
        }
        return List.copyOf(planned);
    }

    private static ModelRecord record(Run run, Scenario scenario, Subject.Prepared prepared) {
        return new ModelRecord(
                run.record().run(),
                Instant.now(),
                scenario.workload(),
                scenario.lowering(),
                scenario.fusion(),
                scenario.dtype(),
                scenario.batch(),
                scenario.sequenceLength(),
                prepared.model());
    }

    /** Saves what is known of a model, once a run: targets share files, and a resumed run knows some already. */
    private void save(Run run, ModelRecord model) throws IOException {
        boolean known = run.saved().models().stream().anyMatch(saved -> sameSubject(saved, model));
        if (!known && mentioned.stream().noneMatch(saved -> sameSubject(saved, model))) {
            mentioned.add(model);
            run.writer().write(model);
        }
    }

    private static boolean sameSubject(ModelRecord one, ModelRecord other) {
        return one.workload().equals(other.workload())
                && one.batch() == other.batch()
                && one.sequenceLength().equals(other.sequenceLength())
                && one.file().equals(other.file());
    }

    /** The machine as it is now. */
    public Environment machine(Run run) {
        Environment described = EnvironmentProbe.ofThisMachine(
                        new Redaction(run.record().identified()))
                .describe(run.record().run(), Instant.now(), JvmSpec.USUAL_FLAGS);
        machine = Optional.of(described);
        return described;
    }

    /** What a run measures, in groups. */
    public ExperimentPlan plan(Run run, List<PlannedScenario> planned) throws IOException {
        if (sides.isPresent()) {
            List<ExperimentPlan.Group> compared = new ArrayList<>();
            for (ArmPair pair : sides.get().apply(planned)) {
                compared.add(new ExperimentPlan.Group(
                        Optional.of(SavedGate.group(compared.size())),
                        Optional.empty(),
                        List.of(pair.baseline(), pair.candidate()),
                        List.of(pair)));
            }
            return new ExperimentPlan(
                    compared, run.settings().length().run(), run.record().seed());
        }
        List<Arm> arms = Arm.single(planned);
        List<ArmPair> pairs = ArmPair.among(arms, run.baseline());
        List<ExperimentPlan.Group> groups = new ArrayList<>();
        Interleave interleave = run.settings().length().interleave();
        if (interleave != Interleave.OFF) {
            groups.addAll(grouping(planned).of(arms, pairs, run.saved().rounds()));
        }
        if (interleave != Interleave.ON) {
            groups.removeIf(group -> !group.takesTurns());
            groups.add(new ExperimentPlan.Group(
                    Optional.empty(),
                    arms.size() > 1
                            ? Optional.of("--interleave " + interleave.name().toLowerCase(Locale.ROOT))
                            : Optional.empty(),
                    arms,
                    pairs));
        }
        if (run.settings().length().sustain().isPresent()) {
            groups = ExperimentPlan.Group.allInTurns(groups);
        }
        return new ExperimentPlan(
                groups, run.settings().length().run(), run.record().seed());
    }

    /** By the memory that is free now, and what processes of these scenarios peaked at before. */
    public Grouping grouping(List<PlannedScenario> planned) throws IOException {
        boolean onDevice = planned.stream()
                .anyMatch(
                        each -> each.runner().info().isOnDevice(each.scenario().acceleration()));
        return new Grouping(
                        AvailableMemory.ofThisMachine(),
                        onDevice ? GpuObserver.ofThisMachine().freeBytes() : OptionalLong.empty())
                .knowing(PeakMemory.in(store.root()).read());
    }

    /** Whether a resumed run lacks no trial. */
    boolean isComplete(Run run, List<PlannedScenario> planned) throws IOException {
        return run.isResumed()
                && new Experiment(
                                        plan(run, planned),
                                        (missing, round, order) -> {
                                            throw new InterruptedException("a trial is missing");
                                        },
                                        missing -> {
                                            throw new InterruptedException("a round is missing");
                                        },
                                        record -> {},
                                        ExperimentListener.none(),
                                        new Cancellation(),
                                        System::nanoTime)
                                .run(run.savedTrials())
                                .reason()
                        != StopReason.CANCELLED;
    }

    /** Runs the rounds that are missing. */
    ExperimentResult experiment(Run run, List<PlannedScenario> planned, Cancellation cancellation) throws IOException {
        return experiment(run, plan(run, planned), run.savedTrials(), EarlyEnd.NEVER, cancellation);
    }

    /**
     * The same by a plan.
     *
     * @param saved trials of it that are done
     * @param early what may end a group of it
     */
    public ExperimentResult experiment(
            Run run, ExperimentPlan plan, List<Trial> saved, EarlyEnd early, Cancellation cancellation)
            throws IOException {
        TrialSettings usual = run.settings().length().trial(run.settings().selection());
        TrialSettings settings = wrongOutputs ? usual.withWrongOutputs() : usual;
        try (ProgressListener.Task bar = console.begin("measuring")) {
            SharedBar shared = new SharedBar(bar);
            boolean alone = plan.byDevice().size() == 1;
            Queue<Environment> found = new ConcurrentLinkedQueue<>();
            ExperimentResult result = new Devices(
                            listener -> new JvmTrialExecutor(
                                    run.record().run(),
                                    settings,
                                    MachineObserver.ofThisMachine(
                                                    run.settings().selection().cpus())
                                            .and(GpuObserver.ofThisMachine()),
                                    listener,
                                    scratch,
                                    run.files().log(),
                                    Clock.systemUTC()),
                            (arm, listener) ->
                                    new PhoneOpener(run, settings, scratch, waits, found::add).open(arm, listener),
                            part -> part.phone().isEmpty()
                                    ? new MeasuringListener(console, bar)
                                    : new MeasuringListener(
                                            console,
                                            shared.of(part.phone().get().serial()),
                                            alone ? "" : part.phone().get().serial() + ": "),
                            record -> {
                                for (Environment each = found.poll(); each != null; each = found.poll()) {
                                    run.writer().write(each);
                                }
                                run.writer()
                                        .write(
                                                record instanceof Trial trial
                                                        ? complete(
                                                                trial,
                                                                run.outline().warnings())
                                                        : record);
                                saving = true;
                            },
                            early,
                            cancellation,
                            doneHere)
                    .run(plan, saved);
            PeakMemory.in(store.root())
                    .add(result.trials().stream()
                            .filter(trial -> trial.device()
                                    .filter(device -> device.kind() == Device.Kind.PHONE)
                                    .isEmpty())
                            .toList());
            return result;
        }
    }
    /** The trial with what is the same for all of a run: machine, virtual machine, warnings. */
    private Trial complete(Trial trial, List<Warning> ofRun) {
        boolean here = trial.device().isEmpty();
        return trial.toBuilder()
                .device(here ? machine.map(Environment::device) : trial.device())
                .vm(trial.vm().or(() -> here ? machine.map(Environment::vm) : Optional.empty()))
                .warnings(
                        Stream.concat(trial.warnings().stream(), ofRun.stream()).toList())
                .build();
    }
}
