package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.core.RoundExecutor.Round;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.trial.StallTimeout;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.text.ProgressListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds on a simulated phone, through the real adb; its app is a script that leaves behind what ours does. */
class PhoneExecutorTest {
    private static final Device DEVICE =
            new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of("Simulated phone"));

    private static final String APP = """
            eval "round=\\${$#}"
            for arm in "$round"/arm*; do cp "$PHONE/sim/journal.jsonl" "$arm/"; done
            %s
            cat "$PHONE/sim/events.jsonl" >"$round/round.jsonl"
            """;

    private static final String MEASURED = """
            {"event":"started","launch":"shell","cpus":[0],"clusters":[]}
            {"event":"cycles","count":2}
            {"event":"cycle","cycle":1}
            {"event":"reading","at":"2026-11-26T20:00:00Z","name":"battery_temperature","value":28.5,"unit":"celsius","source":"battery"}
            {"event":"cycle","cycle":2}
            """;

    @TempDir
    private static Path home = Path.of("unset");

    @TempDir
    private Path phoneFolder = Path.of("unset");

    @TempDir
    private Path scratch = Path.of("unset");

    private static Optional<InstalledAdb> installed = Optional.empty();

    private InstalledAdb adb;
    private Phone phone;
    private Daemon daemon;
    private final List<String> blocks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> claims = new ArrayList<>();
    private Runnable whileWaiting = () -> {};
    private Duration coolDown = Duration.ofMinutes(10);
    private Duration reconnect = Duration.ofMinutes(1);
    private PhoneLock.Owner owner = owner("ours");
    private boolean waits = true;
    private Duration waited = Duration.ZERO;
    private InstantSource time = Clock.systemUTC();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        installed = InstalledAdb.start(home);
    }

    @AfterAll
    static void end() throws IOException {
        if (installed.isPresent()) {
            installed.get().close();
        }
    }

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        adb = installed.orElseThrow();
        phone = new Phone(phoneFolder, "SIM1");
        daemon = Daemon.start(phone, 0);
        adb.connect(daemon);
        journal("1.0");
        phone.state("events.jsonl", MEASURED + "{\"event\":\"ended\",\"cycles\":2}\n");
        phone.appCommand(APP.formatted(""));
        Files.write(scratch.resolve("model.tflite"), new byte[100_000]);
        Files.write(scratch.resolve("inputs.safetensors"), new byte[1_000]);
        Path libraries = Files.createDirectories(scratch.resolve("android/lib/x86_64"));
        for (String name : List.of("libjnijavacpp.so", "libjnitensorflowlite.so")) {
            Files.writeString(libraries.resolve(name), name);
        }
        Files.writeString(scratch.resolve("android/squeezebench-shell.jar"), "jar");
        Files.writeString(scratch.resolve("android/squeezebench.apk"), "apk");
    }

    @AfterEach
    void disconnect() throws IOException, InterruptedException {
        if (daemon != null) {
            adb.run("disconnect", daemon.serial());
            daemon.close();
        }
    }

    /** What an arm leaves behind that measured in two cycles. */
    private void journal(String version) throws IOException {
        Path file = phoneFolder.resolve("sim/journal.jsonl");
        Files.deleteIfExists(file);
        try (TrialJournal journal = TrialJournal.appendTo(file)) {
            journal.stage(Stage.LOAD, Instant.EPOCH);
            journal.session(
                    version,
                    new AccelerationUse(
                            "xnnpack",
                            Optional.of("xnnpack"),
                            Map.of(),
                            List.of(),
                            OptionalInt.empty(),
                            Optional.empty()),
                    RuntimeUse.UNKNOWN);
            for (int turn = 0; turn < 4; turn++) {
                journal.samples(
                        Phase.MEASURE,
                        Optional.of(Turn.measured(1 + turn / 2, 1 + turn % 2)),
                        new Recording(
                                LongSeries.of(1_000_000 + turn),
                                LongSeries.of(900_000),
                                LongSeries.of(turn),
                                LongSeries.of(7)));
            }
            journal.done();
        }
    }

    private PhoneExecutor executor() throws IOException {
        AdbDevice device =
                new AdbServer("localhost", adb.port()).devices().get(0).open();
        return new PhoneExecutor(
                device,
                "run1",
                new TrialSettings(
                        WarmUpLimits.DEFAULT,
                        Duration.ofMillis(1),
                        1,
                        List.of(),
                        new StallTimeout.Fixed(Duration.ofHours(10))),
                new PhoneExecutor.Patience(coolDown, reconnect),
                new Follower(),
                scratch,
                time,
                length -> {
                    waited = waited.plus(length);
                    whileWaiting.run();
                });
    }

    private static PhoneLock.Owner owner(String computer) {
        return new PhoneLock.Owner(computer, new Holder(4711, "squeezebench run on " + computer, Instant.EPOCH));
    }

    private Path lock() {
        return phoneFolder.resolve("data/local/tmp/squeezebench/lock");
    }

    /** What another computer left that measures, or is gone, and when it said so last. */
    private void lockedBy(String computer, Duration ago) throws IOException {
        Files.createDirectories(lock().getParent());
        Files.writeString(
                lock(),
                computer
                        + ' '
                        + Instant.now().minus(ago).getEpochSecond()
                        + ' '
                        + owner(computer).holder().text()
                        + '\n');
    }

    @Test
    void aPhoneThatAnotherComputerMeasuresOnIsNotTakenFromIt() throws IOException, InterruptedException {
        lockedBy("theirs", Duration.ofMinutes(4));
        waits = false;

        assertThat(round().record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("process 4711 (squeezebench run on theirs, since ")
                .contains("has device " + daemon.serial() + ": wait for its end"));
        assertThat(lock()).content().startsWith("theirs ");
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/rounds")).doesNotExist();
    }

    @Test
    void theEndOfAnotherComputersCommandIsWaitedFor() throws IOException, InterruptedException {
        lockedBy("theirs", Duration.ZERO);
        List<String> waited = new ArrayList<>();
        whileWaiting = () -> {
            waited.add("waited");
            if (waited.size() == 3) {
                try {
                    Files.delete(lock());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        PhoneExecutor executor = executor();

        assertThat(round(executor).trials()).allMatch(Trial::counts);
        assertThat(notes)
                .filteredOn(
                        note -> note.contains("waiting for another computer: process 4711 (squeezebench run on theirs"))
                .hasSize(1);
        assertThat(lock()).content().startsWith("ours ");
        executor.close();
        assertThat(lock()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"theirs, 301", "theirs, -900", "ours, 0"})
    void whatAComputerThatIsGoneLeftIsTakenOver(String computer, long secondsAgo)
            throws IOException, InterruptedException {
        lockedBy(computer, Duration.ofSeconds(secondsAgo));
        waits = false;

        assertThat(round().trials()).allMatch(Trial::counts);
        assertThat(lock()).content().startsWith("ours ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x", "theirs soon 4711", "\u0000\u001b[31m 1 2"})
    void aLockThatSaysNothingIsTakenOver(String text) throws IOException, InterruptedException {
        Files.createDirectories(lock().getParent());
        Files.writeString(lock(), text);
        waits = false;

        assertThat(round().trials()).allMatch(Trial::counts);
    }

    @Test
    void aRoundDuringWhichAnotherComputerTookThePhoneIsVoid() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        AtomicInteger passed = new AtomicInteger();
        time = () -> begun.plusSeconds(passed.get());
        phone.appCommand(APP.formatted("while [ ! -f \"$PHONE/sim/gate\" ]; do sleep 0.01; done"));
        whileWaiting = () -> {
            try {
                // Its owner was away for long, and the lock was anybody's.
                passed.set(31);
                lockedBy("theirs", Duration.ZERO);
                phone.state("gate", "go on\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        PhoneExecutor executor = executor();

        assertThat(round(executor).record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("squeezebench run on theirs", "took the device, or cleaned it, meanwhile"));
        executor.close();
        assertThat(lock()).content().startsWith("theirs ");
    }

    @Test
    void whileItMeasuresTheOwnerSaysSoTwiceAMinute() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        AtomicInteger passed = new AtomicInteger();
        time = () -> begun.plusSeconds(passed.get());
        AtomicInteger signs = new AtomicInteger();
        phone.add(Fault.at("asked shell.*mv -f \"\\$1", it -> signs.incrementAndGet()));
        AtomicInteger waited = new AtomicInteger();
        phone.appCommand(APP.formatted("while [ ! -f \"$PHONE/sim/gate\" ]; do sleep 0.01; done"));
        whileWaiting = () -> {
            try {
                passed.incrementAndGet();
                if (waited.incrementAndGet() == 29) {
                    assertThat(signs).hasValue(0);
                } else if (waited.get() == 32) {
                    phone.state("gate", "go on\n");
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(round().trials()).allMatch(Trial::counts);
        assertThat(signs).hasValue(1);
    }

    /** As of a phone that this computer did not see for an hour, and of one that never stops. */
    @Test
    void aLongAccountIsReadInPartsAndOneWithoutEndIsCutOff() throws IOException, InterruptedException {
        String reading = "{\"event\":\"reading\",\"at\":\"2026-11-26T20:00:00Z\",\"name\":\"voltage\",\"value\":4,"
                + "\"unit\":\"volt\",\"source\":\"battery\"}\n";
        phone.state("events.jsonl", MEASURED + reading.repeat(50_000) + "{\"event\":\"ended\",\"cycles\":2}\n");
        PhoneExecutor executor = executor();

        Result result = round(executor);
        assertThat(result.trials()).allMatch(Trial::counts);
        assertThat(result.trials().get(0).readings()).hasSize(50_001);

        for (String endless : List.of("cat \"$PHONE/sim/part\"", "tr -d '\\n' <\"$PHONE/sim/part\"")) {
            phone.state("part", reading.repeat(10_000));
            phone.appCommand("eval \"round=\\${$#}\"; while :; do " + endless + "; done >\"$round/round.jsonl\"");
            assertThat(round(executor, 2).record().voided())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("has no end, and the round was ended"));
            String pid = Files.readString(rounds().get(0).resolve("pid")).split(" ", -1)[0];
            assertThat(runs(pid)).isFalse();
        }
    }

    private final class Follower implements PhoneExecutor.Witness, TrialListener, ProgressListener {
        @Override
        public TrialListener listener() {
            return this;
        }

        @Override
        public ProgressListener progress() {
            return this;
        }

        @Override
        public Closeable claim() {
            claims.add("taken");
            return () -> claims.add("given back");
        }

        @Override
        public PhoneLock.Owner owner() {
            return owner;
        }

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public void found(PhoneFacts facts) {
            claims.add("found");
        }

        @Override
        public void block(int block, int of) {
            blocks.add(block + " of " + of);
        }

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }
    }

    private Arm arm(String workload) {
        return arm(workload, Map.of("phone.launch", "shell"));
    }

    private Arm arm(String workload, Map<String, String> options) {
        return arm(workload, options, Map.of());
    }

    private Arm arm(String workload, Map<String, String> options, Map<String, String> descriptor) {
        return Arm.single(new PlannedScenario(
                new Scenario.Builder(workload)
                        .options(options)
                        .graph("conv", "none")
                        .dtype("float32")
                        .sequenceLength(8)
                        .runtime("tflite", "1.0")
                        .acceleration("xnnpack")
                        .build(),
                new RunnerDistribution(
                                new RunnerInfo("tflite", "1.0", "tflite", List.of("xnnpack"), List.of("xnnpack")),
                                new RunnerDescriptor(Path.of(RunnerDescriptor.NAME), descriptor),
                                Optional.empty(),
                                List.of(Path.of("none.jar")))
                        .on(
                                new RunnerInfo.Phone(daemon.serial(), "localhost:5037", DEVICE),
                                scratch.resolve("android/squeezebench-shell.jar")),
                scratch.resolve("model.tflite"),
                Optional.empty(),
                scratch.resolve("inputs.safetensors"),
                new Expectation.None("nothing is computed", "none"),
                Map.of(),
                options,
                List.of(),
                OptionalLong.empty()));
    }

    private Result round() throws IOException, InterruptedException {
        return round(executor());
    }

    private Result round(PhoneExecutor executor) throws InterruptedException {
        return round(executor, 1);
    }

    private List<Path> rounds() throws IOException {
        Path rounds = phoneFolder.resolve("data/local/tmp/squeezebench/rounds");
        if (!Files.exists(rounds)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(rounds)) {
            return all.toList();
        }
    }

    private Result round(PhoneExecutor executor, int number) throws InterruptedException {
        return round(executor, number, new TurnCoordinator.Length(2, Long.MAX_VALUE, false));
    }

    private Result round(PhoneExecutor executor, int number, TurnCoordinator.Length length)
            throws InterruptedException {
        return executor.execute(
                new Round("g1", List.of(arm("bert-tiny"), arm("squeezebert-tiny")), number, 1, length, number));
    }

    private static String flags(Result result) {
        return result.trials().get(0).outcome() instanceof TrialOutcome.Invalid invalid
                ? String.join(",", invalid.flags())
                : result.trials().get(0).outcome().toString();
    }

    @Test
    void aRoundIsMeasuredOnThePhoneAndItsTrialsComeBack() throws IOException, InterruptedException {
        PhoneExecutor executor = executor();
        Result result = round(executor);
        assertThat(rounds()).as("kept until it is saved").hasSize(1);
        round(executor, 2);
        assertThat(rounds()).hasSize(1);
        executor.close();
        assertThat(rounds()).isEmpty();
        assertThat(claims).containsExactly("taken", "found", "given back");

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.record().cycles()).isEqualTo(2);
        assertThat(result.trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.device()).hasValue(DEVICE);
            assertThat(trial.launch()).hasValue(LaunchMode.SHELL);
            assertThat(trial.samples().measureNs().size()).isEqualTo(4);
            assertThat(trial.samples().turns()).hasSize(4);
            assertThat(trial.readings()).singleElement().satisfies(reading -> assertThat(reading.value())
                    .isEqualTo(28.5));
        });
        assertThat(result.trials()).extracting(Trial::order).containsExactlyInAnyOrder(1, 2);
        assertThat(blocks).containsExactly("1 of 2", "2 of 2", "1 of 2", "2 of 2");
    }

    @Test
    void filesArePushedOnceByTheirContent() throws IOException, InterruptedException {
        round();
        AtomicInteger pushed = new AtomicInteger();
        phone.add(Fault.at("pushed .*/files/", it -> pushed.incrementAndGet()));
        PhoneExecutor another = executor();
        assertThat(round(another, 2).record().voided()).isEmpty();
        assertThat(pushed).hasValue(0);

        // One that was damaged there is pushed again.
        try (var files = Files.list(phoneFolder.resolve("data/local/tmp/squeezebench/files"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tflite")).toList()) {
                Files.write(file, new byte[99_999]);
            }
        }
        assertThat(round(executor(), 3).record().voided()).isEmpty();
        assertThat(pushed).hasValue(1);
    }

    @Test
    void aTrialByItselfIsMeasuredWithoutTurns() throws IOException, InterruptedException {
        Trial trial = executor().execute(arm("bert-tiny"), 3, 1);

        assertThat(trial.counts()).isTrue();
        assertThat(trial.round()).isEqualTo(3);
        assertThat(trial.group()).isEmpty();
    }

    @Test
    void aPhoneThatIsUnpluggedMeanwhileGoesOnAndIsFoundAgain() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));
        whileWaiting = () -> {
            try {
                daemon.plugIn();
                adb.run("disconnect", daemon.serial());
                adb.connect(daemon);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        Result result = round();

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.trials()).allMatch(Trial::counts);
    }

    /** In the round, and before the next one. */
    @ParameterizedTest
    @CsvSource({"60, 60", "10, 10", "37, 37"})
    void aPhoneThatIsAwayIsWaitedForAsLongAsTheUserSays(long seconds, long wanted)
            throws IOException, InterruptedException {
        reconnect = Duration.ofSeconds(seconds);
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));
        PhoneExecutor executor = executor();

        assertThat(round(executor).record().voided()).isPresent();
        assertThat(waited).isEqualTo(Duration.ofSeconds(wanted));
        waited = Duration.ZERO;
        assertThat(round(executor, 2).record().voided()).isPresent();
        assertThat(waited).isEqualTo(Duration.ofSeconds(wanted));
    }

    @Test
    void aPhoneThatDoesNotComeBackLosesTheRoundAndNothingElse() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));

        Result result = round();

        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("adb"));
        assertThat(result.trials()).hasSize(2).noneMatch(Trial::counts);
        assertThat(result.trials().get(0).outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.fromOutside())
                        .isTrue());
    }

    @Test
    void aLongRoundIsThereForTheHeatAndCounts() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> {
            it.battery(76, 36, true);
            it.thermal(2);
        }));

        Result result = round(executor(), 1, TurnCoordinator.Length.sustained(1_800_000_000_000L, 2));

        assertThat(result.trials()).allMatch(Trial::counts);
        assertThat(result.trials().get(0).warnings()).extracting("code").contains("hot", "throttled");
        assertThat(result.record().voided()).isEmpty();
        assertThat(rounds().get(0).resolve("round.json")).content().contains("\"sustained_ns\":1800000000000");
    }

    @Test
    void whatWasMeasuredOnAPhoneThatBecameHotDoesNotCount() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> {
            it.battery(76, 36, true);
            it.thermal(2);
        }));

        Result result = round();

        assertThat(flags(result)).isEqualTo("hot,throttled");
        assertThat(result.trials().get(0).samples().measureNs().size())
                .as("kept")
                .isEqualTo(4);
        assertThat(result.trials().get(0).warnings()).extracting("code").contains("hot", "throttled");
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("36.0 °C"));
    }

    @Test
    void littleMemoryAfterTheRoundMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at(
                "asked shell.*RoundMain",
                it -> Files.writeString(
                        it.root().resolve("proc/meminfo"), "MemTotal: 7730000 kB\nMemAvailable: 900000 kB\n")));

        Result result = round();
        assertThat(flags(result)).isEqualTo("low_memory");
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("878 MiB of its memory are free"));
    }

    @Test
    void aChangeOfItsPowerMeanwhileMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> it.battery(76, 28, false)));

        assertThat(flags(round())).isEqualTo("charging_changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpuset_differs", "core_changed", "screen_off"})
    void whatThePhoneItselfFoundMakesItInvalid(String flag) throws IOException, InterruptedException {
        phone.state(
                "events.jsonl",
                MEASURED + "{\"event\":\"invalid\",\"flag\":\"" + flag + "\",\"message\":\"as the phone saw it\"}\n"
                        + "{\"event\":\"ended\",\"cycles\":2}\n");

        Result result = round();
        assertThat(flags(result)).isEqualTo(flag);
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.samples().measureNs().size())
                        .as("kept")
                        .isEqualTo(4));
    }

    @Test
    void aWarmPhoneIsWaitedForBeforeARound() throws IOException, InterruptedException {
        phone.battery(76, 36, true);
        AtomicInteger waits = new AtomicInteger();
        whileWaiting = () -> {
            try {
                phone.battery(76, waits.incrementAndGet() < 3 ? 33 : 30, true);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(round().record().voided()).isEmpty();
        assertThat(notes).filteredOn(note -> note.contains("its battery has")).hasSize(3);
    }

    @Test
    void aPhoneThatStaysWarmIsWaitedForAsLongAsTheUserSays() throws IOException, InterruptedException {
        phone.battery(76, 36, true);
        coolDown = Duration.ofMinutes(1);
        List<String> waits = new ArrayList<>();
        whileWaiting = () -> waits.add("waited");

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("let it cool down"));
        assertThat(waits).as("looks of 15 s").hasSize(4);
    }

    private Result byApp(PhoneExecutor executor, int number) throws InterruptedException {
        return executor.execute(new Round(
                "g1",
                List.of(arm("bert-tiny", Map.of()), arm("squeezebert-tiny", Map.of())),
                number,
                1,
                new TurnCoordinator.Length(2, Long.MAX_VALUE, false),
                number));
    }

    private List<String> installs() throws IOException {
        return Files.readAllLines(phoneFolder.resolve("sim/installs"));
    }

    @Test
    void theAppIsInstalledOnceByItsContentAndRunsTheRoundWhereItMayWrite() throws IOException, InterruptedException {
        PhoneExecutor executor = executor();
        Result result = byApp(executor, 1);

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.counts()).isTrue();
            assertThat(trial.launch()).hasValue(LaunchMode.APK);
        });
        Path media = phoneFolder.resolve("sdcard/Android/media/dev.squeezebench/rounds");
        try (Stream<Path> all = Files.list(media)) {
            assertThat(all.toList()).singleElement().satisfies(folder -> assertThat(folder.resolve("round.json"))
                    .content()
                    .contains("\"launch\":\"apk\""));
        }
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/rounds")).doesNotExist();
        byApp(executor, 2);
        byApp(executor(), 3);
        assertThat(installs()).hasSize(1);
        executor.close();

        Files.writeString(scratch.resolve("android/squeezebench.apk"), "a newer one");
        byApp(executor(), 4);
        assertThat(installs()).hasSize(2);
        assertThat(new Preparation(new AdbServer("localhost", adb.port())
                                .devices()
                                .get(0)
                                .open())
                        .clean())
                .isPositive();
        assertThat(media).doesNotExist();
        assertThat(phone.run("pm path dev.squeezebench").status()).isEqualTo(1);
    }

    @Test
    void anAppThatAndroidDoesNotInstallIsSaidWithWhatToDo() throws IOException, InterruptedException {
        phone.state("install-failure", "INSTALL_FAILED_USER_RESTRICTED: Install canceled by user");

        assertThat(byApp(executor(), 1).record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("INSTALL_FAILED_USER_RESTRICTED", "allow 'Install via USB'", "--launch shell"));
    }

    /** Whoever measures in the other mode next ends what still runs. */
    @Test
    void aRoundOfTheAppThatWasLeftRunningIsEndedByForce() throws IOException, InterruptedException {
        phone.appCommand(APP.formatted("sleep 600"));
        PhoneExecutor killed = executor();
        whileWaiting = () -> {
            throw new IllegalStateException("the command is killed");
        };
        assertThatThrownBy(() -> byApp(killed, 1)).hasMessage("the command is killed");
        assertThat(phone.run("pidof dev.squeezebench").status()).isZero();

        whileWaiting = () -> {};
        phone.appCommand(APP.formatted(""));
        assertThat(round().record().voided()).isEmpty();
        assertThat(phone.run("pidof dev.squeezebench").status()).isEqualTo(1);
    }

    @Test
    void theProcessorsThatWereAskedForAreInTheRoundAndNotInTheRunnersOptions()
            throws IOException, InterruptedException {
        PhoneExecutor executor = executor();

        Trial trial = executor.execute(
                arm("bert-tiny", Map.of("phone.launch", "shell", "phone.cores", "big", "tflite.x", "1")), 1, 1);

        assertThat(trial.counts()).isTrue();
        assertThat(rounds().get(0).resolve("round.json")).content().contains("\"cores\":\"big\"");
        assertThat(rounds().get(0).resolve("arm0/request.json"))
                .content()
                .contains("tflite.x")
                .doesNotContain("phone.cores", "phone.launch");
        assertThat(executor.execute(new Round(
                                "g1",
                                List.of(arm("a", Map.of("phone.launch", "shell", "phone.cores", "big")), arm("b")),
                                1,
                                1,
                                new TurnCoordinator.Length(2, Long.MAX_VALUE, false),
                                1))
                        .record()
                        .voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("here are big, any"));
    }

    private void assertNothingWasPushed() {
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/files")).doesNotExist();
        assertThat(phoneFolder.resolve("sim/installs")).doesNotExist();
    }

    /** A library with one loadable segment for pages of that size. */
    private void libraryForPagesOf(long bytes) throws IOException {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putLong(0x20, 64).putShort(0x36, (short) 56).putShort(0x38, (short) 1);
        elf.putInt(64, 1).putLong(64 + 48, bytes);
        Files.write(scratch.resolve("android/lib/x86_64/libjnitensorflowlite.so"), elf.array());
    }

    @ParameterizedTest
    @CsvSource({
        "16384, 4096, 35, shell, '', '', false",
        "16384, 4096, 36, shell, '', '', false",
        "16384, 4096, 36, shell, true, '', true",
        "16384, 4096, 35, apk, '', '', false",
        "16384, 4096, 36, apk, '', '', true",
        "16384, 4096, 36, apk, '', true, false",
        "16384, 4096, 37, apk, fatal, '', false",
        "16384, 16384, 36, apk, '', true, true",
        "16384, 65536, 35, shell, '', '', true",
        "4096, 4096, 35, apk, '', '', true"
    })
    void librariesForSmallerPagesThanThePhonesAreRefusedBeforeTheyAreInstalled(
            int page, long alignment, String api, String launch, String linker, String forbidden, boolean runs)
            throws IOException, InterruptedException {
        libraryForPagesOf(alignment);
        phone.pageBytes(page);
        phone.property("ro.build.version.sdk", api);
        phone.property("bionic.linker.16kb.app_compat.enabled", linker);
        phone.property("pm.16kb.app_compat.disabled", forbidden);

        Trial trial = executor().execute(arm("bert-tiny", Map.of("phone.launch", launch)), 1, 1);

        assertThat(trial.counts()).isEqualTo(runs);
        if (!runs) {
            assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Unsupported.class, refused -> assertThat(
                            refused.reason())
                    .startsWith("the device has pages of 16384 bytes, libjnitensorflowlite.so is for pages of 4096")
                    .contains("compatibility mode is off"));
            assertNothingWasPushed();
        }
    }

    @Test
    void anAccelerationThatThePhonesAndroidLacksIsRefusedBeforeAnythingIsPushedAndTheOtherArmIsMeasured()
            throws IOException, InterruptedException {
        phone.property("ro.build.version.sdk", "28");
        PhoneExecutor executor = executor();
        Arm works = arm("bert-tiny");
        Arm lacks = arm("squeezebert-tiny", Map.of("phone.launch", "shell"), Map.of("leastApi.xnnpack", "31"));

        TurnCoordinator.Length length = new TurnCoordinator.Length(2, Long.MAX_VALUE, false);
        Result both = executor.execute(new Round("g1", List.of(works, lacks), 1, 1, length, 1));

        assertThat(both.trials().get(1).outcome())
                .isEqualTo(new TrialOutcome.Unsupported("xnnpack needs Android's API level 31, and the device has level"
                        + " 28: choose another target for it"));
        assertThat(both.trials().get(0).outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, lost -> assertThat(lost.fromOutside())
                        .isTrue());
        assertThat(both.record().voided()).isPresent();
        assertNothingWasPushed();
        assertThat(executor.execute(new Round("g1", List.of(works), 1, 2, length, 1))
                        .trials())
                .allMatch(Trial::counts);
        phone.property("ro.build.version.sdk", "31");
        assertThat(executor.execute(new Round("g1", List.of(works, lacks), 1, 3, length, 1))
                        .trials())
                .allMatch(Trial::counts);
    }

    @Test
    void aPhoneWithAnOlderAndroidThanTheAppNeedsIsNotMeasured() throws IOException, InterruptedException {
        phone.property("ro.build.version.sdk", "25");

        assertThat(round().record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("its Android has API level 25, and the app needs level 26: measure a device with Android 8"));
        assertNothingWasPushed();
    }

    @Test
    void aPhoneThatIsNotFitIsNotMeasured() throws IOException, InterruptedException {
        phone.battery(20, 28, true);

        Result result = round();

        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("its battery is at 20%: charge it"));
        assertThat(result.trials()).noneMatch(Trial::counts).allMatch(trial -> trial.device()
                .isPresent());
        assertThat(rounds()).isEmpty();
    }

    @Test
    void aPhoneWhoseClockIsWrongIsNotMeasured() throws IOException, InterruptedException {
        phone.clockError(Duration.ofDays(-400));

        Result result = round();

        assertThat(result.record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("its clock is wrong by 9600 hours: set date and time automatically"));
        assertThat(result.trials()).noneMatch(Trial::counts);
    }

    /** As after a kill: nothing of the first command is left on the computer. */
    @Test
    void aRoundThatHasEndedMeanwhileIsTakenOver() throws IOException, InterruptedException {
        round();
        phone.appCommand("echo started again >>\"$PHONE/sim/again\"; exit 1");

        Result result = round();

        assertThat(result.trials()).hasSize(2).allMatch(Trial::counts);
        assertThat(phoneFolder.resolve("sim/again")).doesNotExist();
        assertThat(notes).containsExactly("going on with a round that was begun on the device before");
    }

    @Test
    void aRoundThatStillRunsIsFollowedAndNotStartedAgain() throws IOException, InterruptedException {
        phone.appCommand(APP.formatted("echo started >>\"$PHONE/sim/starts\"; read -r word <\"$PHONE/sim/gate\""));
        Path gate = phoneFolder.resolve("sim/gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        whileWaiting = () -> {
            throw new Killed();
        };
        assertThatThrownBy(this::round).isInstanceOf(Killed.class);
        phone.battery(76, 36, true);
        whileWaiting = () -> {
            try {
                whileWaiting = () -> {};
                phone.battery(76, 28, true);
                Files.writeString(gate, "go on\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        Result result = round();

        assertThat(result.trials()).hasSize(2).allMatch(Trial::counts);
        assertThat(Files.readAllLines(phoneFolder.resolve("sim/starts"))).containsExactly("started");
    }

    @Test
    void whatAKilledCommandLeftRunningIsEndedBeforeAnotherRound() throws IOException, InterruptedException {
        phone.appCommand("exec sleep 1000");
        whileWaiting = () -> {
            throw new Killed();
        };
        assertThatThrownBy(this::round).isInstanceOf(Killed.class);
        String pid = Files.readString(rounds().get(0).resolve("pid")).split(" ", -1)[0];
        assertThat(runs(pid)).isTrue();
        whileWaiting = () -> {};
        phone.appCommand(APP.formatted(""));

        assertThat(round(executor(), 2).trials()).allMatch(Trial::counts);
        assertThat(runs(pid)).isFalse();
        assertThat(rounds()).hasSize(1);
    }

    /** One that has ended may wait for its parent. */
    private static boolean runs(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat)
                && !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @CsvSource({
        "thermal_status, 1, level, throttled",
        "thermal_status, 0, level, ''",
        "cpu7_frequency_limit, 2.9e9, hertz, ''",
        "cpu7_frequency_limit, 1.2e9, hertz, frequency_capped",
        "cpu7_frequency, 3e8, hertz, ''",
        "screen_on, 0, flag, screen_off"
    })
    void aReadingDuringTheRoundMayMakeItInvalid(String name, String value, String unit, String flag)
            throws IOException, InterruptedException {
        phone.state(
                "events.jsonl",
                MEASURED + "{\"event\":\"reading\",\"at\":\"2026-11-26T20:00:00Z\",\"name\":\"" + name
                        + "\",\"value\":" + value + ",\"unit\":\"" + unit + "\",\"source\":\"test\"}\n"
                        + "{\"event\":\"ended\",\"cycles\":2}\n");

        Result result = round();

        assertThat(result.trials().get(0).counts()).isEqualTo(flag.isEmpty());
        assertThat(flag.isEmpty() ? "" : flags(result)).isEqualTo(flag);
    }

    @Test
    void aScreenThatGoesOffMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at(
                "asked shell.*RoundMain",
                it -> it.state("dumpsys-power", "POWER MANAGER (dumpsys power)\n  mWakefulness=Asleep\n")));

        assertThat(flags(round())).isEqualTo("screen_off");
    }

    @Test
    void anAppThatEndsWithoutAWordIsToldByItsLastOnes() throws IOException, InterruptedException {
        phone.appCommand("echo 'Segmentation fault' >&2; exit 139");

        Trial trial = executor().execute(arm("bert-tiny"), 1, 1);

        assertThat(trial.outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("Segmentation fault"));
    }

    @Test
    void aVoidRoundSaysWhy() throws IOException, InterruptedException {
        phone.state("events.jsonl", MEASURED + "{\"event\":\"void\",\"reason\":\"arm 1 was killed\"}\n");

        Result result = round();

        assertThat(result.record().voided()).hasValue("arm 1 was killed");
        assertThat(result.trials()).noneMatch(Trial::counts);
    }

    @Test
    void anAccountThatIsDamagedEndsTheRound() throws IOException, InterruptedException {
        phone.state("events.jsonl", MEASURED + "{\"event\":\"cycle\",\"cycle\":\"many\"}\n");

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("account of the round is damaged"));
    }

    @Test
    void aFullPhoneIsToldBeforeAnythingIsPushed() throws IOException, InterruptedException {
        phone.room(0);
        Result result = round();
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("devices clean"));
    }

    @Test
    void anotherVersionOfTheRuntimeIsNotTakenForTheOneThatWasAskedFor() throws IOException, InterruptedException {
        journal("2.0");

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("the runtime says it is version 2.0"));
    }
}
