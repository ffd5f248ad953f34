package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.simulated.Daemon;
import dev.squeezebench.android.simulated.InstalledAdb;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.ProcessLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DevicesCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    /** Of no other test of this machine: whoever changes a phone has its lock. */
    private final String serial = "SIM-" + ProcessHandle.current().pid() + '-' + System.nanoTime();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, environment));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void withoutAdbItIsSaidWhereToGetIt() throws IOException {
        Map<String, String> none =
                Map.of("PATH", folder.toString(), "ANDROID_ADB_SERVER_PORT", String.valueOf(freePort()));

        assertThat(execute(none, "devices")).isEqualTo(5);
        assertThat(err.toString()).contains("no adb found", "apt install adb").hasLineCount(1);
        assertThat(execute(none, "lab", "run", plan())).isEqualTo(5);
        assertThat(err.toString()).contains("no adb found", "apt install adb").hasLineCount(2);
    }

    private String plan() throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), "workload: bert-tiny\n")
                .toString();
    }

    @Test
    void aServerOfAnotherHostIsNotStarted() throws IOException {
        String host = "127.0.0.2:" + freePort();

        assertThat(execute(Map.of(), "devices", "--adb-server", host)).isEqualTo(5);
        assertThat(err.toString())
                .contains("no adb server answers at " + host, "adb -a nodaemon server start")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"rack, --adb-server: 'rack' is no adb server", "rack:x, write HOST:PORT", "'a;b:1', write HOST:PORT"})
    void aServersAddressThatIsNoneIsAUsersMistake(String address, String line) {
        assertThat(execute(Map.of(), "devices", "--adb-server", address)).isEqualTo(2);
        assertThat(err.toString()).contains(line).hasLineCount(1);
    }

    @Test
    void aVariableOfAdbThatNamesNoServerIsNamed() {
        assertThat(execute(Map.of("ANDROID_ADB_SERVER_PORT", "usb"), "devices")).isEqualTo(2);
        assertThat(err.toString())
                .contains("ANDROID_ADB_SERVER_PORT", "'localhost:usb'")
                .hasLineCount(1);
    }

    /** Both by its lock on the phone, which says who it is. */
    @ParameterizedTest
    @ValueSource(strings = {"clean", "prepare", "restore"})
    void aPhoneThatAnotherComputerMeasuresOnIsLeftAlone(String change) throws Exception {
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        Phone phone = new Phone(Files.createDirectory(folder.resolve("phone")), serial);
        Path ours = Files.createDirectories(phone.root().resolve("data/local/tmp/squeezebench/files"));
        Path lock = ours.resolveSibling("lock");
        Files.writeString(ours.resolve("model"), "of theirs");
        try (InstalledAdb adb = installed.orElseThrow();
                Daemon daemon = Daemon.start(phone, 0)) {
            adb.connect(daemon);
            String[] command = {"devices", change, "--adb-server", "localhost:" + adb.port(), daemon.serial()};
            Files.writeString(lock, lockOf("rack-2", 60));

            assertThat(execute(Map.of(), command)).isEqualTo(5);
            assertThat(err.toString())
                    .contains("process 4711 (squeezebench lab run on rack-2, since ", "has device " + daemon.serial())
                    .contains(": wait for its end; a computer that is gone loses it after 5 minutes")
                    .hasLineCount(1);
            assertThat(ours.resolve("model")).exists();
            assertThat(lock).content().contains("rack-2");
            assertThat(ours.resolveSibling("prepared")).doesNotExist();

            // One that is gone.
            Files.writeString(lock, lockOf("rack-2", 301));
            assertThat(execute(Map.of(), command)).isZero();
            assertThat(lock).doesNotExist();
            assertThat(Files.exists(ours.resolve("model"))).isEqualTo(!change.equals("clean"));
        }
    }

    private static String lockOf(String computer, long secondsAgo) {
        Instant now = Instant.now();
        return "0badcafe " + now.minusSeconds(secondsAgo).getEpochSecond() + ' '
                + new Holder(4711, "squeezebench lab run on " + computer, now).text() + '\n';
    }

    /** Where not even a lock can be written, nobody has it, and room is what is needed. */
    @Test
    void aFullPhoneIsCleaned() throws Exception {
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        Phone phone = new Phone(Files.createDirectory(folder.resolve("phone")), serial);
        Path ours = Files.createDirectories(phone.root().resolve("data/local/tmp/squeezebench/files"));
        Files.writeString(ours.resolve("model"), "a large one");
        Files.writeString(ours.resolveSibling("lock"), lockOf("rack-2", 301));
        Path move = Files.writeString(
                phone.root().resolve("bin/mv"), "#!/bin/sh\necho 'mv: No space left on device' >&2; exit 1\n");
        assertThat(move.toFile().setExecutable(true)).isTrue();
        try (InstalledAdb adb = installed.orElseThrow();
                Daemon daemon = Daemon.start(phone, 0)) {
            adb.connect(daemon);

            assertThat(execute(
                            Map.of(), "devices", "clean", "--adb-server", "localhost:" + adb.port(), daemon.serial()))
                    .as(err.toString())
                    .isZero();
            assertThat(ours).doesNotExist();
        }
    }

    @Test
    void aPhoneThatThisComputerMeasuresOnIsLeftAlone() throws Exception {
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        Phone phone = new Phone(Files.createDirectory(folder.resolve("phone")), serial);
        try (InstalledAdb adb = installed.orElseThrow();
                Daemon daemon = Daemon.start(phone, 0)) {
            adb.connect(daemon);
            String id = PhoneEnvironment.device(PhoneFacts.of(new AdbServer("localhost", adb.port())
                            .devices()
                            .get(0)
                            .open()))
                    .id();
            try (ProcessLock lock = MachineLock.ofDevice(id, "x").take("squeezebench run")) {
                assertThat(lock).isNotNull();
                assertThat(execute(
                                Map.of(),
                                "devices",
                                "clean",
                                "--adb-server",
                                "localhost:" + adb.port(),
                                daemon.serial()))
                        .isEqualTo(5);
            }
            assertThat(err.toString())
                    .contains("device " + daemon.serial() + " is in use by ", ": wait for its end")
                    .hasLineCount(1);
        }
    }

    @Test
    void phonesAreListedWithWhatTheyAreAndWhyTheyAreNotFit() throws Exception {
        Optional<InstalledAdb> installed = InstalledAdb.start(Files.createDirectory(folder.resolve("home")));
        Assumptions.assumeTrue(installed.isPresent(), InstalledAdb.MISSING);
        Phone fit = new Phone(Files.createDirectory(folder.resolve("fit")), serial);
        Phone hot = new Phone(Files.createDirectory(folder.resolve("hot")), "SIM2");
        hot.battery(30, 38, true);
        hot.thermal(2);
        Phone locked = new Phone(Files.createDirectory(folder.resolve("locked")), "SIM3");
        locked.authorized(false);
        try (InstalledAdb adb = installed.orElseThrow();
                Daemon one = Daemon.start(fit, 0);
                Daemon two = Daemon.start(hot, 0);
                Daemon three = Daemon.start(locked, 0)) {
            String server = "localhost:" + adb.port();
            assertThat(execute(Map.of(), "devices", "--adb-server", server)).isEqualTo(5);
            assertThat(err.toString()).contains("no device is connected", "USB debugging");
            Map<String, String> port = Map.of("ANDROID_ADB_SERVER_PORT", String.valueOf(adb.port()));
            assertThat(execute(port, "lab", "run", plan())).isEqualTo(5);
            assertThat(err.toString()).hasLineCount(2);
            adb.connect(one);
            adb.connect(two);
            adb.connect(three);

            assertThat(execute(Map.of(), "devices", "--adb-server", server, "--format", "json"))
                    .isZero();
            assertThat(out.toString())
                    .contains("\"serial\":\"" + one.serial() + '"')
                    .contains("\"model\":\"Simulated phone\"", "\"soc\":\"Simulated S1\"", "\"page_bytes\":4096")
                    .contains("0-3 at 1.8 GHz, 4-6 at 2.4 GHz, 7 at 2.9 GHz")
                    .contains("its battery is at 30%", "38.0 °C", "thermal status 2", "tap 'Allow'");

            assertThat(execute(Map.of(), "devices", "prepare", "--adb-server", server, one.serial()))
                    .isZero();
            assertThat(execute(Map.of(), "devices", "restore", "--adb-server", server, one.serial()))
                    .isZero();
            assertThat(execute(Map.of(), "devices", "clean", "--adb-server", server, one.serial()))
                    .isZero();
            assertThat(err.toString()).contains("prepared; put it back by", "restored", "removed ");
            assertThat(execute(Map.of(), "devices", "prepare", "--adb-server", server, three.serial()))
                    .isEqualTo(5);
        }
    }
}
