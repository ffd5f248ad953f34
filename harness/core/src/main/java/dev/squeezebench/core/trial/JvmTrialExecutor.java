package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Runs each trial in a JMH fork of its own, under a host and a watchdog, and reads what it left behind. */
public final class JvmTrialExecutor implements TrialExecutor {
    private final TrialSettings settings;
    private final TrialObserver observer;
    private final TrialListener listener;
    private final Path scratch;
    private final Path log;
    private final InstantSource time;
    private final LongSupplier nanoTime;
    private final TrialAssembly assembly;

    /**
     * An executor for one run.
     *
     * @param run id of the run
     * @param settings the same for every trial
     * @param observer watches the machine around each trial
     * @param listener follows how far a trial has come
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
        this(run, settings, observer, listener, scratch, log, time, System::nanoTime);
    }

    /** With a clock by which silence is measured. */
    JvmTrialExecutor(
            String run,
            TrialSettings settings,
            TrialObserver observer,
            TrialListener listener,
            Path scratch,
            Path log,
            InstantSource time,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.observer = observer;
        this.listener = listener;
        this.scratch = scratch;
        this.log = log.toAbsolutePath();
        this.time = time;
        this.nanoTime = nanoTime;
        this.assembly = new TrialAssembly(run, settings.cpus(), time);
    }

    @Override
    public Trial execute(Arm arm, int round, int order) throws InterruptedException {
        TrialAssembly.Place place = new TrialAssembly.Place(arm, round, order, time.instant());
        try (TrialObserver.Watch watch = observer.before(arm.planned())) {
            return measured(place, watch);
        }
    }

    private Trial measured(TrialAssembly.Place place, TrialObserver.Watch watch) throws InterruptedException {
        Journal journal = Journal.NOTHING;
        try (WorkFolder work = WorkFolder.in(scratch)) {
            Path journalFile = work.path().resolve("journal.jsonl");
            HostEnd end = run(place, work.path(), journalFile, watch);
            journal = JournalReader.read(journalFile);
            Optional<CrashReport> crash = CrashReport.in(work.path());
            if (crash.isPresent()) {
                keepCrashReport(work.path(), place);
            }
            return assembly.assembled(place, journal, end, crash, watch.after(journal.samples()));
        } catch (IOException e) {
            return assembly.failed(place, journal, e, watch.after(journal.samples()));
        }
    }

    private HostEnd run(TrialAssembly.Place place, Path folder, Path journal, TrialObserver.Watch watch)
            throws IOException, InterruptedException {
        PlannedScenario planned = place.planned();
        Path request = folder.resolve("request.json");
        TrialRequestFile.write(request, request(planned, folder, journal));
        heading(place);
        Watchdog watchdog = new Watchdog(settings.stallTimeout().with(planned), nanoTime);
        try (TrialHost host = TrialHost.start(
                ChildJvm.of(planned.runner(), place.arm().jvm(), folder),
                place.arm().jvm().flags(),
                request,
                journal,
                watchdog,
                listener.and(watch::entered),
                log)) {
            return host.awaitEnd();
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
                planned.runner().info().isOnDevice(scenario.acceleration())
                        ? settings.warmUp().onDevice()
                        : settings.warmUp(),
                settings.measure().toNanos(),
                settings.blocks(),
                settings.cpus(),
                Optional.of(journal),
                Optional.of(folder.resolve("outputs.safetensors")));
    }

    private void heading(TrialAssembly.Place place) throws IOException {
        Files.writeString(
                log,
                "== round " + place.round() + ", place " + place.order() + ": "
                        + place.planned().scenario().id() + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void keepCrashReport(Path folder, TrialAssembly.Place place) throws IOException {
        Files.copy(
                folder.resolve(CrashReport.FILE_NAME),
                log.resolveSibling("crash-round" + place.round() + "-place" + place.order() + ".log"),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
