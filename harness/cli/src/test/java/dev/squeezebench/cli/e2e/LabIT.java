package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.android.simulated.RecordedApp;
import dev.squeezebench.android.simulated.SimulatedLab;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laboratory of simulated phones, through the real adb, by the app's own classes. */
@Tag("slow")
class LabIT {
    private static final Path ROOT = Command.property("root.dir");
    private static final Path DISTRIBUTION = Command.property("dist.dir");
    private static final Path APP = ROOT.resolve("android-runner/app/target/classes");
    private static final Path SHELL = DISTRIBUTION.resolveSibling("android/squeezebench-shell.jar");

    @TempDir
    private Path folder = Path.of("unset");

    /** A name that a shell, a chart or a terminal might obey. */
    private static final String HOSTILE = "$(touch owned) `touch owned` <b>; touch owned";

    private static final int KILLS = 30;

    private final List<Phone> phones = new ArrayList<>();
    private final List<Daemon> daemons = new ArrayList<>();
    private InstalledAdb adb;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isRegularFile(SHELL), "the phone's part is not built: mvn package builds it");
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        adb = installed.orElseThrow();
    }

    @AfterEach
    void end() throws IOException {
        for (Daemon daemon : daemons) {
            daemon.close();
        }
        if (adb != null) {
            adb.close();
        }
    }

    private static DesktopApp app() {
        return new DesktopApp(
                Path.of(CommandJava.home(), "bin", "java"),
                List.of(APP, DISTRIBUTION.resolve("runners/tflite/benchmarks-tflite.jar")));
    }

    private Phone phone() throws IOException, InterruptedException {
        return phone(app()::install);
    }

    private Phone phone(SimulatedLab.App app) throws IOException, InterruptedException {
        String name = "SIM" + (phones.size() + 1);
        Phone phone = new Phone(Files.createDirectory(folder.resolve(name)), name);
        app.install(phone);
        Daemon daemon = Daemon.start(phone, 0);
        adb.connect(daemon);
        phones.add(phone);
        daemons.add(daemon);
        return phone;
    }

    private Path plan(int rounds, String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("workload: " + Command.TINY, "sequence-length: 16", "quick: true", "rounds: " + rounds));
        all.addAll(List.of(lines));
        return Files.write(folder.resolve("plan.yaml"), all);
    }

    private RunningCommand lab(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(DISTRIBUTION.resolve("squeezebench").toString(), "lab"));
        command.addAll(List.of(arguments));
        if (!arguments[0].equals("status")) {
            command.addAll(List.of("--cache", Command.built().cache().toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", CommandJava.home());
        builder.environment().put("ANDROID_ADB_SERVER_PORT", String.valueOf(adb.port()));
        return RunningCommand.start(builder);
    }

    /** Every planned round once, on each phone. */
    private void assertWhole(Path out, int devices, int rounds) throws IOException {
        Results results = ResultReader.read(out.resolve("results.jsonl"));
        List<RoundRecord> complete = results.records().stream()
                .filter(RoundRecord.class::isInstance)
                .map(RoundRecord.class::cast)
                .filter(round -> round.voided().isEmpty())
                .toList();
        assertThat(complete.stream()
                        .map(round -> round.group() + ' ' + round.round())
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .hasSize(devices * rounds);
        for (RoundRecord round : complete) {
            assertThat(results.trials().stream()
                            .filter(trial -> trial.group().equals(Optional.of(round.group()))
                                    && trial.round() == round.round()
                                    && trial.attempt() == round.attempt()))
                    .hasSize(round.arms().size())
                    .allMatch(Trial::counts);
        }
        SchemaCheck.published().accepts(out.resolve("results.jsonl"));
    }

    @Test
    void allFitPhonesAreMeasuredAndTheEndSaysWhichNumbersToTrust() throws Exception {
        phone().property("ro.product.model", HOSTILE);
        phone().locale(Locale.forLanguageTag("fa-IR"));
        phone().battery(20, 28, true);
        Path out = folder.resolve("out");

        Command.Ended ended;
        try (RunningCommand running = lab("run", plan(2).toString(), "--out", out.toString())) {
            ended = running.end();
        }

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        assertThat(ended.out().replaceAll("\\s+", " "))
                .containsPattern("yes")
                .contains("its battery is at 20%: charge it to at least 40%")
                .contains(HOSTILE)
                .doesNotContain("\u001b");
        assertThat(ended.err()).doesNotContain("\u001b");
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(phones.get(0).root().resolve("owned")).doesNotExist();
        assertThat(out.resolve("charts/latency.svg")).content().doesNotContain("<b>");
        assertWhole(out, 2, 2);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials)
                .extracting(trial -> trial.device().map(Device::kind).orElseThrow())
                .containsOnly(Device.Kind.PHONE);
        assertThat(trials.stream().map(Trial::device).distinct()).hasSize(2);
        assertThat(out.resolve("results.jsonl")).content().doesNotContain("127.0.0.1:", "SIM1");
        assertThat(out.resolve("lab.json")).content().doesNotContain("SIM1");

        Command.Ended status;
        try (RunningCommand running = lab("status", out.toString())) {
            status = running.end();
        }
        assertThat(status.exitCode()).as(status.all()).isZero();
        assertThat(status.out()).contains("its battery is at 20%");
    }

    @Test
    void afterKillsAtRandomMomentsNoRoundIsLostOrDoubled() throws Exception {
        phone();
        phone();
        Path out = folder.resolve("out");
        Random random = new Random(14);
        try (RunningCommand running = lab("run", plan(3).toString(), "--out", out.toString())) {
            running.awaitMessage("phones are fit");
            running.endedWithin(Duration.ofMillis(random.nextInt(12_000)));
            running.kill();
        }
        int kills = 1;
        Command.Ended ended = null;
        while (ended == null) {
            try (RunningCommand running = lab("resume", out.toString())) {
                if (kills < 4 && !running.endedWithin(Duration.ofMillis(2_000 + random.nextInt(8_000)))) {
                    running.kill();
                    kills++;
                } else {
                    ended = running.end();
                }
            }
        }

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertWhole(out, 2, 3);
    }

    /**
     * Phones that play what one of them has measured, so that it is the protocol, the files and the moments between them that are
     * hit: so many events of the first phone after the command has begun to ask it, and some milliseconds more.
     */
    @Test
    void afterThirtyKillsNoTrialIsLostOrDoubled() throws Exception {
        SimulatedLab.App plays = new RecordedApp(app(), folder.resolve("recorded"), 0)::install;
        Phone first = phone(plays);
        phone(plays);
        Path out = folder.resolve("out");
        Random random = new Random(30);
        int rounds = 16;
        List<String> arguments = List.of("run", plan(rounds, "launch: shell").toString(), "--out", out.toString());
        int kills = 0;
        Command.Ended ended = null;
        while (ended == null) {
            CountDownLatch moment = new CountDownLatch(1);
            if (kills < KILLS) {
                first.add(Fault.at("asked", 1 + random.nextInt(35), any -> moment.countDown()));
            }
            try (RunningCommand running = lab(arguments.toArray(String[]::new))) {
                if (kills == 0) {
                    running.awaitMessage("phones are fit");
                }
                while (kills < KILLS
                        && !moment.await(10, TimeUnit.MILLISECONDS)
                        && !running.endedWithin(Duration.ZERO)) {
                    // Until the moment or the end.
                }
                if (kills < KILLS && !running.endedWithin(Duration.ofMillis(random.nextInt(100)))) {
                    running.kill();
                    kills++;
                } else {
                    ended = running.end();
                }
            }
            arguments = List.of("resume", out.toString());
        }

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(kills).isEqualTo(KILLS);
        assertWhole(out, 2, rounds);
        List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
        assertThat(trials.stream()
                        .map(trial -> trial.scenario().id() + trial.device() + trial.round() + '.' + trial.attempt()))
                .doesNotHaveDuplicates();
        // What a phone had measured was never measured again, but where it had been saved in part.
        int saved = trials.stream()
                .collect(Collectors.groupingBy(
                        Trial::device,
                        Collectors.mapping(trial -> trial.round() + "." + trial.attempt(), Collectors.toSet())))
                .values()
                .stream()
                .mapToInt(Set::size)
                .max()
                .orElseThrow();
        for (Phone phone : phones) {
            assertThat(Files.readAllLines(phone.root().resolve("sim/started")).stream()
                            .filter(line -> line.contains("RoundMain")))
                    .hasSizeBetween(rounds, saved);
        }
    }
}
