package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.DesktopApp;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desktop and a simulated phone in one run, through the real adb, by the app's own classes. */
@Tag("slow")
class PhoneRunIT {
    private static final Path ROOT = Command.property("root.dir");
    private static final Path DISTRIBUTION = Command.property("dist.dir");
    private static final Path APP = ROOT.resolve("android-runner/app/target/classes");
    private static final Path SHELL = DISTRIBUTION.resolveSibling("android/squeezebench-shell.jar");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theDesktopAndAPhoneStandInOneTableAndOneChart() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isRegularFile(SHELL), "the phone's part is not built: mvn package builds it");
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        Phone phone = new Phone(Files.createDirectory(folder.resolve("phone")), "SIM1");
        new DesktopApp(
                        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java"),
                        List.of(APP, DISTRIBUTION.resolve("runners/tflite/benchmarks-tflite.jar")))
                .install(phone);
        try (InstalledAdb adb = installed.orElseThrow();
                Daemon daemon = Daemon.start(phone, 0)) {
            adb.connect(daemon);
            Path out = folder.resolve("out");
            Command.Ended ended = run(
                    Map.of("ANDROID_ADB_SERVER_PORT", String.valueOf(adb.port())),
                    Command.built()
                            .quick(
                                    out,
                                    "--rounds",
                                    "1",
                                    "--sequence-length",
                                    "16",
                                    "--target",
                                    "tflite:xnnpack,android:" + daemon.serial() + "/tflite:xnnpack"));

            assertThat(ended.exitCode()).as(ended.all()).isZero();
            List<Trial> trials = ResultReader.read(out.resolve("results.jsonl")).trials();
            assertThat(trials).hasSize(4).allSatisfy(trial -> {
                assertThat(trial.counts()).isTrue();
                assertThat(trial.outputCheck())
                        .isInstanceOfSatisfying(OutputCheck.Checked.class, check -> assertThat(check.passed())
                                .isTrue());
            });
            assertThat(trials)
                    .extracting(trial -> trial.device().map(Device::kind).orElseThrow())
                    .containsExactlyInAnyOrder(
                            Device.Kind.COMPUTER, Device.Kind.COMPUTER, Device.Kind.PHONE, Device.Kind.PHONE);
            assertThat(ended.out()).contains("Simulated phone");
            assertThat(out.resolve("charts/speedup.svg")).content().contains("Simulated phone");
            SchemaCheck.published().accepts(out.resolve("results.jsonl"));
        }
    }

    private Command.Ended run(Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(DISTRIBUTION.resolve("squeezebench").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        builder.environment().putAll(variables);
        try (RunningCommand running = RunningCommand.start(builder)) {
            return running.end();
        }
    }
}
