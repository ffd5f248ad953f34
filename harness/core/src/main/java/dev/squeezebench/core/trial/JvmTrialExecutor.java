package dev.squeezebench.core.trial;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.output.OutputChecker;
import dev.squeezebench.core.output.UncheckedOutputs;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs each trial in a JMH fork of its own, under a host and a watchdog, and reads what it left behind. */
public final class JvmTrialExecutor implements TrialExecutor {
    private final String run;
    private final TrialSettings settings;
    private final TrialObserver observer;
    private final TrialListener listener;
    private final Path scratch;
    private final Path log;
    private final InstantSource time;
    private final OutputChecker checker = new OutputChecker();

    /**
     * An executor for one run.
     *
     * @param run id of the run
     * @param settings the same for every trial
     * @param observer watches the machine around each trial
     * @param listener is told how far a trial has come
     * @param scratch folder for the trials' temporary folders, each removed after its trial
     * @param log file that what the children print is appended to; crash reports are put beside it
     * @param time clock of the records
     */
    public JvmTrialExecutor(
            String run,
            TrialSettings settings,
            TrialObserver observer,
            TrialListener listener,
            Path scratch,
            Path log,
            InstantSource time) {
        this.run = run;
        this.settings = settings;
        this.observer = observer;
        this.listener = listener;
        this.scratch = scratch;
        this.log = log.toAbsolutePath();
        this.time = time;
    }

    @Override
    public Trial execute(PlannedScenario planned, int round, int order) throws InterruptedException {
        Instant startedAt = time.instant();
        TrialObserver.Watch watch = observer.before(planned);
        Ended ended = run(planned, round, order, watch);
        Journal journal = ended.journal();
        TrialObserver.Observed observed = watch.after(journal.samples());
        Trial.Builder trial = new Trial.Builder(run, time.instant(), planned.scenario())
                .modelSha256(planned.modelSha256())
                .runtime(runtimeUse(journal))
                .place(round, order)
                .outcome(ended.outcome())
                .samples(journal.samples())
                .memory(journal.memory().onDevice(observed.deviceBytes()))
                .readings(joined(journal.readings(), observed.readings()))
                .warnings(joined(joined(journal.warnings(), observed.warnings()), ended.doubts()))
                .outputCheck(ended.check())
                .startedAt(startedAt);
        journal.session().map(Journal.SessionFacts::acceleration).ifPresent(trial::acceleration);
        return trial.build();
    }

    /** What the runtime said, with what was set from outside of it. */
    private RuntimeUse runtimeUse(Journal journal) {
        RuntimeUse said = journal.session().map(Journal.SessionFacts::runtime).orElse(RuntimeUse.UNKNOWN);
        if (settings.cpus().isEmpty()) {
            return said;
        }
        Map<String, String> all = new TreeMap<>(said.settings());
        all.put("pinned-cpus", settings.cpus().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return new RuntimeUse(said.build(), all);
    }

    /** What is known of a trial whose processes are gone. */
    private record Ended(Journal journal, OutputCheck check, TrialOutcome outcome, List<Warning> doubts) {}

    private Ended run(PlannedScenario planned, int round, int order, TrialObserver.Watch watch)
            throws InterruptedException {
        Journal journal = Journal.NOTHING;
        try (WorkFolder work = WorkFolder.in(scratch)) {
            Path request = work.path().resolve("request.json");
            Path journalFile = work.path().resolve("journal.jsonl");
            TrialRequestFile.write(request, request(planned, work.path(), journalFile));
            heading(planned, round, order);
            ChildJvm jvm = ChildJvm.of(planned.runner(), work.path());
            HostEnd end = new TrialHost(
                            settings, settings.stallTimeout().with(planned), listener.withStages(watch::entered), log)
                    .run(jvm, request, journalFile);
            journal = JournalReader.read(journalFile);
            Optional<CrashReport> crash = CrashReport.in(work.path());
            if (crash.isPresent()) {
                keepCrashReport(work.path(), round, order);
            }
            OutputCheck check =
                    checker.check(planned.scenario().id(), planned.expectation(), planned.inputs(), journal.outputs());
            TrialOutcome outcome = new OutcomeRule(planned.scenario(), journal, end, crash).with(check);
            return new Ended(
                    journal,
                    check,
                    outcome,
                    UncheckedOutputs.warnings(planned.expectation(), check, journal.outputs()));
        } catch (IOException e) {
            return new Ended(
                    journal,
                    new OutputCheck.NotChecked("the trial failed"),
                    new TrialOutcome.Failed(journal.stage(), String.valueOf(e.getMessage())),
                    List.of());
        }
    }

    private TrialRequest request(PlannedScenario planned, Path folder, Path journal) {
        Scenario scenario = planned.scenario();
        return new TrialRequest(
                scenario.runner(),
                new SessionRequest(
                        planned.model(),
                        scenario.acceleration(),
                        scenario.threads(),
                        planned.dimensions(),
                        settings.fullPlacement(),
                        planned.options()),
                planned.inputs(),
                planned.runner().isOnDevice(scenario.acceleration())
                        ? settings.warmUp().onDevice()
                        : settings.warmUp(),
                settings.measure().toNanos(),
                settings.blocks(),
                settings.cpus(),
                Optional.of(journal),
                Optional.of(folder.resolve("outputs.safetensors")));
    }

    private void heading(PlannedScenario planned, int round, int order) throws IOException {
        Files.writeString(
                log,
                "== round " + round + ", place " + order + ": "
                        + planned.scenario().id() + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }

    private void keepCrashReport(Path folder, int round, int order) throws IOException {
        Files.copy(
                folder.resolve(CrashReport.FILE_NAME),
                log.resolveSibling("crash-round" + round + "-place" + order + ".log"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
