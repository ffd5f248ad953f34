package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.adb.ConnectedPhone;
import dev.squeezebench.android.lab.phone.PhoneFacts;
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
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.text.ProgressListener;
import java.io.Closeable;
import java.io.IOException;
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
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Rounds on a simulated phone, through the real adb; its app is a script that leaves behind what ours does. */
abstract class SimulatedRounds extends ConnectedPhone {
    static final Device DEVICE = new Device("sha256:0badcafe", Device.Kind.PHONE, Optional.of("Simulated phone"));

    static final String APP = """
            eval "round=\\${$#}"
            for arm in "$round"/arm*; do cp "$PHONE/sim/journal.jsonl" "$arm/"; done
            %s
            cat "$PHONE/sim/events.jsonl" >"$round/round.jsonl"
            """;

    static final String MEASURED = """
            {"event":"started","launch":"shell","cpus":[0],"clusters":[]}
            {"event":"cycles","count":2}
            {"event":"cycle","cycle":1}
            {"event":"reading","at":"2026-11-26T20:00:00Z","name":"battery_temperature","value":28.5,"unit":"celsius","source":"battery"}
            {"event":"cycle","cycle":2}
            """;

    @TempDir
    Path scratch = Path.of("unset");

    final List<String> blocks = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> claims = new ArrayList<>();
    Runnable whileWaiting = () -> {};
    Duration coolDown = Duration.ofMinutes(10);
    Duration reconnect = Duration.ofMinutes(1);
    PhoneLock.Owner owner = owner("ours");
    boolean waits = true;
    Duration waited = Duration.ZERO;
    InstantSource time = Clock.systemUTC();

    @BeforeEach
    void makeApp() throws IOException {
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

    /** What an arm leaves behind that measured in two cycles. */
    void journal(String version) throws IOException {
        MeasuredJournal.write(phoneFolder.resolve("sim/journal.jsonl"), version);
    }

    PhoneExecutor executor() throws IOException {
        return new PhoneExecutor(
                device(),
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

    static PhoneLock.Owner owner(String computer) {
        return new PhoneLock.Owner(computer, new Holder(4711, "squeezebench run on " + computer, Instant.EPOCH));
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

    Arm arm(String workload) {
        return arm(workload, Map.of("phone.launch", "shell"));
    }

    Arm arm(String workload, Map<String, String> options) {
        return arm(workload, options, Map.of());
    }

    Arm arm(String workload, Map<String, String> options, Map<String, String> descriptor) {
        return arm(workload, options, descriptor, "android");
    }

    /** @param app its folder */
    Arm arm(String workload, Map<String, String> options, Map<String, String> descriptor, String app) {
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
                                scratch.resolve(app).resolve("squeezebench-shell.jar")),
                scratch.resolve("model.tflite"),
                Optional.empty(),
                scratch.resolve("inputs.safetensors"),
                new Expectation.None("nothing is computed", "none"),
                Map.of(),
                options,
                List.of(),
                OptionalLong.empty()));
    }

    Result round() throws IOException, InterruptedException {
        return round(executor());
    }

    Result round(PhoneExecutor executor) throws InterruptedException {
        return round(executor, 1);
    }

    Result round(PhoneExecutor executor, int number) throws InterruptedException {
        return round(executor, number, new TurnCoordinator.Length(2, Long.MAX_VALUE, false));
    }

    Result round(PhoneExecutor executor, int number, TurnCoordinator.Length length) throws InterruptedException {
        return executor.execute(
                new Round("g1", List.of(arm("bert-tiny"), arm("squeezebert-tiny")), number, 1, length, number));
    }

    Result byApp(PhoneExecutor executor, int number) throws InterruptedException {
        return executor.execute(new Round(
                "g1",
                List.of(arm("bert-tiny", Map.of()), arm("squeezebert-tiny", Map.of())),
                number,
                1,
                new TurnCoordinator.Length(2, Long.MAX_VALUE, false),
                number));
    }

    List<Path> rounds() throws IOException {
        Path rounds = phoneFolder.resolve("data/local/tmp/squeezebench/rounds");
        if (!Files.exists(rounds)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(rounds)) {
            return all.toList();
        }
    }

    static String flags(Result result) {
        return result.trials().get(0).outcome() instanceof TrialOutcome.Invalid invalid
                ? String.join(",", invalid.flags())
                : result.trials().get(0).outcome().toString();
    }

    /** One that has ended may wait for its parent. */
    static boolean runs(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat)
                && !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
    }

    void assertNothingWasPushed() {
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/files")).doesNotExist();
        assertThat(phoneFolder.resolve("sim/installs")).doesNotExist();
    }
}
