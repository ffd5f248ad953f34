package dev.squeezebench.android.app.round;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.KernelReadings;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.measure.trial.JournalEvents;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.measure.turn.TurnSchedule;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A round on the phone: starts the arms, gives them their turns by the same coordinator as on a desktop, and reads the
 * device once a second. The folder holds {@code round.json} and a folder {@code arm0}, {@code arm1}, ... with a {@code
 * request.json} each; what happens is appended to {@code round.jsonl}, what was measured is in the arms' journals.
 */
public final class PhoneRound {
    private static final String REQUEST = "request.json";

    /** The same with the processors and the coordinator's address, which only the phone knows. */
    private static final String STARTED_REQUEST = "started.json";

    private static final String CPUSET_LINE = "{\"event\":\"cpuset\"";
    private static final long LAST_WORDS_SECONDS = 30;

    /** A loaded model takes its file's size, and about as much again for what XNNPACK packs and computes in. */
    private static final int BYTES_PER_FILE_BYTE = 3;

    /** A process with nothing but the runtime. */
    private static final long BYTES_PER_PROCESS = 96L << 20;

    private final Path folder;
    private final ArmLauncher launcher;
    private final Platform platform;
    private final CpuClusters clusters;
    private final KernelReadings kernel;
    private final List<ArmLauncher.Arm> started = new ArrayList<>();
    private final List<CompletableFuture<End>> ends = new ArrayList<>();
    private final CompletableFuture<Integer> firstLost = new CompletableFuture<>();

    /**
     * A round that has not begun.
     *
     * @param folder with {@code round.json}
     */
    public PhoneRound(Path folder, ArmLauncher launcher, Platform platform, CpuClusters clusters) {
        this(folder, launcher, platform, clusters, new KernelReadings(clusters, platform.system()));
    }

    PhoneRound(Path folder, ArmLauncher launcher, Platform platform, CpuClusters clusters, KernelReadings kernel) {
        this.folder = folder;
        this.launcher = launcher;
        this.platform = platform;
        this.clusters = clusters;
        this.kernel = kernel;
    }

    private record End(boolean clean, String how) {}

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
                List<Integer> cpus = clusters.choose(round.cores());
                checkMemory(round);
                events.started(round, cpus, clusters);
                Future<?> unused = reader.scheduleWithFixedDelay(() -> read(events), 0, 1, TimeUnit.SECONDS);
                int cycles =
                        round.turns().isPresent() ? inTurns(round, round.turns().get(), cpus, events) : alone(cpus);
                stop(reader);
                compareCpusets(round, events);
                events.ended(cycles);
                return true;
            } catch (IOException | IllegalArgumentException e) {
                stop(reader);
                events.voided(String.valueOf(e.getMessage()));
                return false;
            } finally {
                reader.shutdownNow();
                started.forEach(ArmLauncher.Arm::kill);
            }
        }
    }

    /** Waits for the reading that is being written: the last event says how the round ended. */
    private static void stop(ScheduledExecutorService reader) throws InterruptedException {
        reader.shutdown();
        if (!reader.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            reader.shutdownNow();
        }
    }

    /** Before any process starts: what does not fit would be measured while Android ends other apps, or be ended itself. */
    private void checkMemory(RoundFile round) throws IOException {
        OptionalLong available = kernel.availableBytes();
        if (!available.isPresent()) {
            return;
        }
        long needed = 0;
        for (int arm = 0; arm < round.arms(); arm++) {
            Path model = request(arm).session().model();
            needed += BYTES_PER_PROCESS + BYTES_PER_FILE_BYTE * Files.size(model);
        }
        if (needed > available.getAsLong()) {
            throw new IOException("low_memory: " + round.arms() + " processes need about " + (needed >> 20)
                    + " MiB, and the device has " + (available.getAsLong() >> 20)
                    + " MiB available: measure fewer arms in a round, or end other apps");
        }
    }

    private TrialRequest request(int arm) throws IOException {
        return TrialRequestFile.read(armFolder(arm).resolve(REQUEST));
    }

    private Path armFolder(int arm) {
        return folder.resolve("arm" + arm);
    }

    private void start(int arm, Optional<TurnAddress> turns, List<Integer> cpus) throws IOException {
        TrialRequest asked = request(arm);
        Path file = armFolder(arm).resolve(STARTED_REQUEST);
        TrialRequestFile.write(file, asked.placed(turns, cpus.isEmpty() ? asked.cpus() : cpus));
        CompletableFuture<End> end = new CompletableFuture<>();
        ends.add(end);
        started.add(launcher.start(arm, file, (clean, how) -> end.complete(new End(clean, how))));
    }

    private int alone(List<Integer> cpus) throws IOException, InterruptedException {
        start(0, Optional.empty(), cpus);
        try {
            insistOnClean(0, ends.get(0).get());
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
        return 0;
    }

    private int inTurns(RoundFile round, RoundFile.Turns turns, List<Integer> cpus, RoundEvents events)
            throws IOException, InterruptedException {
        TurnSchedule schedule = new TurnSchedule(round.arms(), turns.seed());
        try (TurnCoordinator coordinator = new TurnCoordinator(schedule)) {
            for (int arm = 0; arm < round.arms(); arm++) {
                start(arm, Optional.of(coordinator.address(arm, turns.length().cycles())), cpus);
                // One that never joins would be waited for for ever.
                closeWhenLost(arm, coordinator);
            }
            int cycles = coordinator.run(turns.length(), new Follower(events));
            for (int arm = 0; arm < round.arms(); arm++) {
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
            for (Reading reading : platform.device()) {
                events.reading(reading);
            }
        } catch (IOException e) {
            // The disk is full or the round has ended: the trials' own journals say it too.
            return;
        }
    }

    /** Arms that were not allowed the same processors are not compared. */
    private void compareCpusets(RoundFile round, RoundEvents events) throws IOException {
        Set<String> all = new TreeSet<>();
        for (int arm = 0; arm < round.arms(); arm++) {
            Set<String> ofArm = cpusets(request(arm));
            for (String cpuset : ofArm) {
                events.arm(arm, cpuset);
            }
            all.addAll(ofArm);
        }
        if (all.size() > 1) {
            events.invalid(
                    "cpuset_differs",
                    "the processes were in different groups of processors: " + String.join(", ", all)
                            + "; keep the app in the foreground and the screen on");
        }
    }

    private static Set<String> cpusets(TrialRequest request) throws IOException {
        Set<String> names = new TreeSet<>();
        if (request.journal().isPresent()) {
            Path journal = request.journal().get();
            for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
                if (line.startsWith(CPUSET_LINE)) {
                    add(line, journal, names);
                }
            }
        }
        return names;
    }

    private static void add(String line, Path journal, Set<String> names) throws IOException {
        try {
            TrialJournal.replay(line.getBytes(StandardCharsets.UTF_8), journal, new JournalEvents() {
                @Override
                public void cpuset(String name) {
                    names.add(name);
                }
            });
        } catch (JsonFormatException e) {
            throw new IOException("a journal is damaged: " + e.getMessage(), e);
        }
    }

    /** Writes down how far the round is. */
    private static final class Follower implements TurnCoordinator.Listener {
        private final RoundEvents events;

        Follower(RoundEvents events) {
            this.events = events;
        }

        @Override
        public void works(int arm, Turn turn) {
            if (turn.kind() == Turn.Kind.MEASURE && turn.place() == 1) {
                write(() -> events.cycle(turn.cycle()));
            }
        }

        @Override
        public void cycles(int count) {
            write(() -> events.cycles(count));
        }

        private static void write(Writing writing) {
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
