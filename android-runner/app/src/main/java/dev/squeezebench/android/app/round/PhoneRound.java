package dev.squeezebench.android.app.round;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.KernelReadings;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A round on the phone: starts the arms, gives them their turns by the same coordinator as on a desktop, and reads the
 * device once a second. The folder holds {@code round.json} and a folder {@code arm0}, {@code arm1}, ... with a {@code
 * request.json} each; what happens is appended to {@code round.jsonl}, what was measured is in the arms' journals.
 */
public final class PhoneRound {
    private static final String REQUEST = "request.json";

    /** The same with the processors and the coordinator's address, which only the phone knows. */
    private static final String STARTED_REQUEST = "started.json";

    private static final long LAST_WORDS_SECONDS = 30;

    /** Flags of a round that does not count. */
    private static final String CPUSET_DIFFERS = "cpuset_differs";

    private static final String CORE_CHANGED = "core_changed";

    private final Path folder;
    private final ArmLauncher launcher;
    private final Platform platform;
    private final CpuClusters clusters;
    private final KernelReadings kernel;
    private final RoundScreen screen;
    private final List<ArmLauncher.Arm> started = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<End>> ends = new ArrayList<>();
    private final CompletableFuture<Integer> firstLost = new CompletableFuture<>();
    private final Map<String, String> disturbances = new ConcurrentHashMap<>();
    private RoundStatus status = RoundStatus.begins(Collections.emptyList(), CpuClusters.ANY);
    private final List<LastResults.Result> results = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * A round that has not begun.
     *
     * @param folder with {@code round.json}
     */
    public PhoneRound(Path folder, ArmLauncher launcher, Platform platform, CpuClusters clusters, RoundScreen screen) {
        this(folder, launcher, platform, clusters, new KernelReadings(clusters, platform.system()), screen);
    }

    PhoneRound(
            Path folder,
            ArmLauncher launcher,
            Platform platform,
            CpuClusters clusters,
            KernelReadings kernel,
            RoundScreen screen) {
        this.folder = folder;
        this.launcher = launcher;
        this.platform = platform;
        this.clusters = clusters;
        this.kernel = kernel;
        this.screen = screen;
    }

    private record End(boolean clean, String how) {}

    /** Somebody at the phone wants it to end: its processes are ended, and the round is void. May be called from any thread. */
    public void stop() {
        stopped = true;
        started.forEach(ArmLauncher.Arm::kill);
    }

    /** What its arms measured, for the screen; none before its end, or where it is void. */
    public List<LastResults.Result> results() {
        return Collections.unmodifiableList(results);
    }

    /** Something happened on the phone, from which on the round does not count. May be called from any thread. */
    public void disturbed(String flag, String message) {
        disturbances.putIfAbsent(flag, message);
    }

    /**
     * Runs it to its end.
     *
     * @return whether every arm has measured; otherwise the events say why not
     * @throws IOException when the events cannot be written
     */
    public boolean run() throws IOException, InterruptedException {
        try (RoundEvents events = RoundEvents.appendTo(folder.resolve("round.jsonl"), Clock.systemUTC())) {
            ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "readings");
                thread.setDaemon(true);
                return thread;
            });
            try {
                RoundFile round = RoundFile.read(folder.resolve("round.json"));
                int cycles = run(round, reader, events);
                stop(reader);
                lookBack(round, events);
                events.ended(cycles);
                change(before -> before.ended("The round has ended."));
                return true;
            } catch (IOException | IllegalArgumentException e) {
                stop(reader);
                String reason = stopped ? "somebody at the phone stopped it" : String.valueOf(e.getMessage());
                events.voided(reason);
                change(before -> before.ended("The round is void: " + reason));
                return false;
            } finally {
                reader.shutdownNow();
                started.forEach(ArmLauncher.Arm::kill);
            }
        }
    }

    private int run(RoundFile round, ScheduledExecutorService reader, RoundEvents events)
            throws IOException, InterruptedException {
        List<Integer> cpus = clusters.choose(round.cores());
        List<TrialRequest> requests = requests(round);
        RoundMemory memory = RoundMemory.of(requests, kernel.availableBytes());
        events.started(round, cpus, clusters);
        change(before -> RoundStatus.begins(names(round, requests), round.cores()));
        Future<?> unused = reader.scheduleWithFixedDelay(() -> read(events), 0, 1, TimeUnit.SECONDS);
        if (!round.turns().isPresent()) {
            start(0, requests.get(0).placed(Optional.empty(), cpus(requests.get(0), cpus)));
            awaitTrial(0);
            return 0;
        }
        if (memory == RoundMemory.ONE_BY_ONE) {
            oneByOne(round.turns().get(), requests, cpus, events);
            return 0;
        }
        return inTurns(round.turns().get(), requests, cpus, events);
    }

    /** What the host calls the arms, else what the requests tell. */
    private static List<String> names(RoundFile round, List<TrialRequest> requests) {
        if (round.names().size() == requests.size()) {
            return round.names();
        }
        List<String> names = new ArrayList<>();
        for (TrialRequest request : requests) {
            names.add(request.runner() + ':' + request.session().acceleration());
        }
        return names;
    }

    private void change(UnaryOperator<RoundStatus> change) {
        RoundStatus changed;
        synchronized (this) {
            changed = change.apply(status);
            status = changed;
        }
        screen.show(changed);
    }

    /** Waits for the reading that is being written: the last event says how the round ended. */
    private static void stop(ScheduledExecutorService reader) throws InterruptedException {
        reader.shutdown();
        if (!reader.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            reader.shutdownNow();
        }
    }

    private List<TrialRequest> requests(RoundFile round) throws IOException {
        List<TrialRequest> requests = new ArrayList<>();
        for (int arm = 0; arm < round.arms(); arm++) {
            requests.add(TrialRequestFile.read(armFolder(arm).resolve(REQUEST)));
        }
        return requests;
    }

    private Path armFolder(int arm) {
        return folder.resolve("arm" + arm);
    }

    private static List<Integer> cpus(TrialRequest asked, List<Integer> chosen) {
        return chosen.isEmpty() ? asked.cpus() : chosen;
    }

    /** Starts the process of an arm; its end is the last of {@link #ends}. */
    private void start(int arm, TrialRequest request) throws IOException {
        Path file = armFolder(arm).resolve(STARTED_REQUEST);
        TrialRequestFile.write(file, request);
        CompletableFuture<End> end = new CompletableFuture<>();
        ends.add(end);
        started.add(launcher.start(arm, file, (clean, how) -> end.complete(new End(clean, how))));
        if (stopped) {
            started.forEach(ArmLauncher.Arm::kill);
        }
    }

    /** Waits for a trial that measures by itself. */
    private void awaitTrial(int arm) throws IOException, InterruptedException {
        try {
            insistOnClean(arm, ends.get(ends.size() - 1).get());
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** Where there is memory for one process only: each measures its share of the time, and the next one starts when it has ended. */
    private void oneByOne(RoundFile.Turns turns, List<TrialRequest> requests, List<Integer> cpus, RoundEvents events)
            throws IOException, InterruptedException {
        Warning warning = WarningCode.NOT_INTERLEAVED.warning(
                "the phone has memory for one process at a time: the " + requests.size()
                        + " processes of the round ran one after the other",
                "end other apps, or measure smaller models, to have them take turns");
        events.oneByOne(warning.message());
        for (int arm : new TurnSchedule(requests.size(), turns.seed()).once()) {
            TrialRequest asked = requests.get(arm);
            if (asked.journal().isPresent()) {
                try (TrialJournal journal =
                        TrialJournal.appendTo(asked.journal().get())) {
                    journal.warning(warning);
                }
            }
            start(
                    arm,
                    asked.placed(Optional.empty(), cpus(asked, cpus))
                            .lasting(shareNs(turns.length(), requests.size(), asked.measureNs())));
            awaitTrial(arm);
        }
    }

    /** What one of so many processes has of a round that they share; of a round that may take any time, what it would take alone. */
    static long shareNs(TurnCoordinator.Length length, int processes, long aloneNs) {
        long roundNs = length.sustainedNs().orElse(length.roundNs());
        return roundNs == Long.MAX_VALUE ? aloneNs : Math.max(1, roundNs / processes);
    }

    private int inTurns(RoundFile.Turns turns, List<TrialRequest> requests, List<Integer> cpus, RoundEvents events)
            throws IOException, InterruptedException {
        TurnSchedule schedule = new TurnSchedule(requests.size(), turns.seed());
        try (TurnCoordinator coordinator = new TurnCoordinator(schedule)) {
            for (int arm = 0; arm < requests.size(); arm++) {
                TrialRequest asked = requests.get(arm);
                TurnAddress address = coordinator.address(arm, turns.length());
                start(arm, asked.placed(Optional.of(address), cpus(asked, cpus)));
                // One that never joins would be waited for for ever.
                closeWhenLost(arm, coordinator);
            }
            int cycles = coordinator.run(turns.length(), new Follower(events));
            for (int arm = 0; arm < requests.size(); arm++) {
                awaitEnd(arm);
            }
            return cycles;
        } catch (TurnCoordinator.LostWorkerException e) {
            // How a process ended says more than that its connection closed.
            awaitEnd(e.arm());
            throw e;
        } catch (IOException e) {
            if (firstLost.isDone()) {
                awaitEnd(firstLost.join());
            }
            throw e;
        }
    }

    private void closeWhenLost(int arm, TurnCoordinator coordinator) {
        CompletableFuture<Void> unused = ends.get(arm).thenAccept(end -> {
            if (!end.clean()) {
                firstLost.complete(arm);
                close(coordinator);
            }
        });
    }

    private static void close(TurnCoordinator coordinator) {
        try {
            coordinator.close();
        } catch (IOException e) {
            // It is closed as far as it can be; whoever waits on it sees that.
            return;
        }
    }

    /** Waits for a process that has nothing left to do; one that does not end by itself has written its journal long ago. */
    private void awaitEnd(int arm) throws IOException, InterruptedException {
        try {
            insistOnClean(arm, ends.get(arm).get(LAST_WORDS_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            started.get(arm).kill();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static void insistOnClean(int arm, End end) throws IOException {
        if (!end.clean()) {
            throw new IOException("the process of arm " + arm + " ended with " + end.how());
        }
    }

    private void read(RoundEvents events) {
        try {
            for (Reading reading : kernel.now()) {
                events.reading(reading);
            }
            List<Reading> device = platform.device();
            for (Reading reading : device) {
                events.reading(reading);
            }
            change(before -> before.read(device));
        } catch (IOException e) {
            // The disk is full or the round has ended: the trials' own journals say it too.
            return;
        }
    }

    /** What a round that was measured to its end tells of itself: whether it counts. */
    private void lookBack(RoundFile round, RoundEvents events) throws IOException {
        List<TrialRequest> requests = requests(round);
        List<String> names = names(round, requests);
        Set<String> cpusets = new TreeSet<>();
        for (int arm = 0; arm < round.arms(); arm++) {
            ArmJournal journal = ArmJournal.read(requests.get(arm).journal());
            events.arm(arm, journal.cpusets(), journal.processors(), journal.medianNs());
            results.add(new LastResults.Result(names.get(arm), journal.medianNs()));
            cpusets.addAll(journal.cpusets());
            Optional<String> left = clusters.left(round.cores(), journal.processors());
            if (left.isPresent()) {
                disturbed(CORE_CHANGED, "arm " + arm + ' ' + left.get());
            }
        }
        if (cpusets.size() > 1) {
            disturbed(
                    CPUSET_DIFFERS,
                    "the processes were in different groups of processors: " + String.join(", ", cpusets)
                            + "; keep the app in the foreground and the screen on");
        }
        for (Map.Entry<String, String> disturbance : new TreeMap<>(disturbances).entrySet()) {
            events.invalid(disturbance.getKey(), disturbance.getValue());
        }
    }

    /** Writes down how far the round is. */
    private final class Follower implements TurnCoordinator.Listener {
        private final RoundEvents events;

        Follower(RoundEvents events) {
            this.events = events;
        }

        @Override
        public void works(int arm, Turn turn) {
            if (turn.kind() == Turn.Kind.MEASURE && turn.place() == 1) {
                write(() -> events.cycle(turn.cycle()));
                change(before -> before.inCycle(turn.cycle()));
            }
        }

        @Override
        public void cycles(int count) {
            write(() -> events.cycles(count));
            change(before -> before.of(count));
        }

        private void write(Writing writing) {
            try {
                writing.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** An event. */
    private interface Writing {
        void run() throws IOException;
    }
}
