package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.journal.Journal;
import dev.squeezebench.core.journal.JournalReader;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.CrashReport;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Runs each trial in a JMH fork of its own, under a host and a watchdog, and reads what it left behind: one after the other,
 * or a round of several that take turns.
 */
public final class JvmTrialExecutor implements TrialExecutor, RoundExecutor {
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
        this.assembly = new TrialAssembly(run, settings, time);
    }

    @Override
    public Trial execute(Arm arm, int round, int order) throws InterruptedException {
        TrialAssembly.Place place = new TrialAssembly.Place(arm, Optional.empty(), round, 1, order, time.instant());
        ClockJump clocks = clocks();
        try (Worker worker = new Worker(place)) {
            worker.start(Optional.empty(), listener);
            while (!worker.hasEnded()) {
                worker.look();
            }
            Trial trial = worker.trial();
            Optional<String> jump = trial.isMeasured() ? clocks.jump() : Optional.empty();
            return jump.isPresent()
                    ? trial.withOutcome(new TrialOutcome.Failed(Stage.MEASURE, jump.get(), true))
                    : trial;
        }
    }

    @Override
    public Result execute(Round round) throws InterruptedException {
        return new TurnRound(round, this).run();
    }

    /** The machine's clocks from now on. */
    ClockJump clocks() {
        return new ClockJump(time, nanoTime);
    }

    /** A worker of a round, which has not started. */
    Worker worker(Round round, int arm, int order) {
        return new Worker(new TrialAssembly.Place(
                round.arms().get(arm),
                Optional.of(round.group()),
                round.number(),
                round.attempt(),
                order,
                time.instant()));
    }

    /** Follows the stages of one worker among several: its blocks are turns of the round. */
    TrialListener stagesOnly() {
        return new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                listener.stage(stage, at);
            }
        };
    }

    /** A cycle of a round begins. */
    void cycle(int cycle, int of) {
        listener.block(cycle, of);
    }

    RoundRecord record(Round round, int cycles, Optional<String> voided) {
        return assembly.record(round, cycles, voided);
    }

    /** One measured process from its start to its record. What goes wrong is in the record. */
    final class Worker implements AutoCloseable {
        private final TrialAssembly.Place place;
        private final TrialObserver.Watch watch;
        private final Watchdog watchdog;
        private Optional<WorkFolder> work = Optional.empty();
        private Optional<TrialHost> host = Optional.empty();
        private Optional<HostEnd> end = Optional.empty();
        private Optional<IOException> problem = Optional.empty();

        Worker(TrialAssembly.Place place) {
            this.place = place;
            this.watchdog = new Watchdog(settings.stallTimeout().with(place.planned()), nanoTime);
            this.watch = observer.before(place.planned());
        }

        Watchdog watchdog() {
            return watchdog;
        }

        /**
         * Starts it.
         *
         * @param turns where it asks for its turns; absent where it runs by itself
         */
        void start(Optional<TurnAddress> turns, TrialListener follower) throws InterruptedException {
            try {
                WorkFolder folder = WorkFolder.in(scratch);
                work = Optional.of(folder);
                Path request = folder.path().resolve("request.json");
                TrialRequestFile.write(request, TrialRequests.of(place.arm(), settings, turns, folder.path()));
                heading(place);
                host = Optional.of(TrialHost.start(
                        ChildJvm.of(place.planned().runner(), place.arm().jvm(), folder.path()),
                        place.arm().jvm().flags(),
                        request,
                        journal(folder.path()),
                        watchdog,
                        follower.and(watch::entered),
                        log));
            } catch (IOException e) {
                problem = Optional.of(e);
            }
        }

        boolean hasEnded() {
            return end.isPresent() || problem.isPresent();
        }

        /** Whether it ended in another way than one that has measured all. */
        boolean isLost() {
            return problem.isPresent() || (end.isPresent() && !(end.get() instanceof HostEnd.Clean));
        }

        /** Looks for at most a tenth of a second whether it has ended. */
        void look() throws InterruptedException {
            try {
                if (host.isPresent()) {
                    end = host.get().look();
                }
            } catch (IOException e) {
                problem = Optional.of(e);
            }
        }

        /** Its record, once it has ended. */
        Trial trial() {
            Journal journal = Journal.NOTHING;
            try {
                if (problem.isPresent()) {
                    throw problem.get();
                }
                Path folder = work.orElseThrow().path();
                journal = JournalReader.read(journal(folder));
                Optional<CrashReport> crash = CrashReport.in(folder);
                if (crash.isPresent()) {
                    keepCrashReport(folder, place);
                }
                return assembly.assembled(place, journal, end.orElseThrow(), crash, watch.after(journal.samples()));
            } catch (IOException e) {
                return assembly.failed(place, journal, e, watch.after(journal.samples()));
            }
        }

        /** Kills it where it still lives; its record when another one of its round was lost. */
        Trial voided() {
            Journal journal = killed();
            return assembly.voided(place, journal, watch.after(journal.samples()));
        }

        /** Kills it where it still lives; its record when it sent the round's coordinator what no worker sends. */
        Trial garbled(String reason) {
            Journal journal = killed();
            return assembly.failed(place, journal, new IOException(reason), watch.after(journal.samples()));
        }

        private Journal killed() {
            host.ifPresent(TrialHost::close);
            try {
                return work.isPresent() ? JournalReader.read(journal(work.get().path())) : Journal.NOTHING;
            } catch (IOException e) {
                // What it measured does not count in any case.
                return Journal.NOTHING;
            }
        }

        /** Kills what still lives and removes its files. */
        @Override
        public void close() {
            try {
                host.ifPresent(TrialHost::close);
            } finally {
                try {
                    work.ifPresent(WorkFolder::close);
                } finally {
                    watch.close();
                }
            }
        }
    }

    private static Path journal(Path folder) {
        return TrialRequests.journal(folder);
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
