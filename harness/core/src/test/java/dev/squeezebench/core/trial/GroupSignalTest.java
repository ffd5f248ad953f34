package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.squeezebench.core.process.Liveness;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real signal to the process group of a command, as a terminal sends it, while a trial is at a stage. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GroupSignalTest {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path ENV = Path.of("/usr/bin/env");

    private final Path folder;

    GroupSignalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Without setsid(1) on its path the command's children are in its own group, and get the signal before it does. */
    @ParameterizedTest
    @CsvSource({
        "INT, starts, true, 130",
        "INT, LOAD, false, 130",
        "TERM, starts, false, 143",
        "TERM, MEASURE, true, 143",
        "HUP, MEASURE, false, 129"
    })
    void aTrialThatASignalInterruptsIsNotSaved(String signal, String stage, boolean ownSession, int code)
            throws Exception {
        Process command = start(ownSession, 60_000);
        try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
            readUntil(output, stage);
            List<ProcessHandle> children = command.descendants().toList();
            send(signal, command);

            assertThat(readUntil(output, "saved")).isEqualTo("saved nothing");
            assertThat(command.waitFor()).isEqualTo(code);
            assertThat(children).noneMatch(Liveness::isRunning);
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aThreadDumpOfTheWholeGroupEndsNothing() throws Exception {
        Process command = start(false, 50);
        try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
            readUntil(output, "WARM_UP");
            send("QUIT", command);

            assertThat(readUntil(output, "saved")).isEqualTo("saved Measured[]");
            assertThat(command.waitFor()).isZero();
        } finally {
            command.destroyForcibly();
        }
    }

    /** As the leader of a session, and with no signal ignored, which this process may have inherited. */
    private Process start(boolean ownSession, int measureMillis) throws IOException {
        assumeThat(SETSID).isExecutable();
        assumeThat(ENV).isExecutable();
        List<String> command = new ArrayList<>(List.of(
                SETSID.toString(),
                ENV.toString(),
                "--default-signal=INT,HUP,TERM,QUIT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TrialCommand.class.getName(),
                folder.toString(),
                String.valueOf(measureMillis)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(folder.resolve("stderr").toFile());
        if (!ownSession) {
            builder.environment()
                    .put("PATH", Files.createDirectory(folder.resolve("empty")).toString());
        }
        return builder.start();
    }

    private static String readUntil(BufferedReader output, String start) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(start)) {
            line = output.readLine();
        }
        return String.valueOf(line);
    }

    private static void send(String signal, Process leader) throws Exception {
        Process kill = new ProcessBuilder("/bin/kill", "-" + signal, "--", "-" + leader.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
