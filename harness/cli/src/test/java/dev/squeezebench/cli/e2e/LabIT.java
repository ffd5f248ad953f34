package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
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

    private Phone phone() throws IOException, InterruptedException {
        String name = "SIM" + (phones.size() + 1);
        Phone phone = new Phone(Files.createDirectory(folder.resolve(name)), name);
        new DesktopApp(
                        Path.of(CommandJava.home(), "bin", "java"),
                        List.of(APP, DISTRIBUTION.resolve("runners/tflite/benchmarks-tflite.jar")))
                .install(phone);
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
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
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
        phone();
        phone();
        phone().battery(20, 28, true);
        Path out = folder.resolve("out");

        Command.Ended ended;
        try (RunningCommand running = lab("run", plan(2).toString(), "--out", out.toString())) {
            ended = running.end();
        }

        assertThat(ended.exitCode()).as(ended.all()).isEqualTo(4);
        assertThat(ended.out().replaceAll("\\s+", " "))
                .containsPattern("yes")
                .contains("its battery is at 20%: charge it to at least 40%");
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
}
