package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adb that is installed, or is not, or is another program; and the server that it left behind. */
@EnabledOnOs(OS.LINUX)
class AdbProgramTest {
    @TempDir
    private Path folder = Path.of("unset");

    private Path adb(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("adb");
        Files.writeString(file, "#!/bin/sh\n" + script + '\n');
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static AdbServer gone() throws IOException {
        try (ScriptedServer server = new ScriptedServer()) {
            return server.address();
        }
    }

    @Test
    void whereItIsNotInstalledItIsSaidWhereToGetIt() throws IOException {
        AdbServer server = gone();
        Files.createDirectories(folder.resolve("folder/adb"));
        Files.writeString(folder.resolve("adb"), "not a program");
        AdbProgram none = new AdbProgram(Map.of("PATH", "::" + folder + ":" + folder.resolve("folder")));

        assertThatThrownBy(() -> none.ensure(server))
                .hasMessageContaining("apt install adb")
                .extracting(e -> ((AdbException) e).problem())
                .isEqualTo(Problem.NO_SERVER);
    }

    @Test
    void itIsFoundOnThePathAndInTheSdk() throws IOException {
        Path onPath = adb("bin", "");
        Path inSdk = adb("sdk/platform-tools", "");

        assertThat(new AdbProgram(Map.of("PATH", folder + "/none:" + folder + "/bin", "ANDROID_HOME", folder + "/sdk"))
                        .find())
                .hasValue(onPath);
        assertThat(new AdbProgram(Map.of("ANDROID_SDK_ROOT", folder + "/sdk")).find())
                .hasValue(inSdk);
    }

    @ParameterizedTest
    @CsvSource({
        "'echo \"cannot bind: \u001b[31mbusy\"; exit 1', cannot bind:",
        "'exit 0', no adb server answers at",
        "'kill -9 $$', start-server' failed"
    })
    void oneThatStartsNoServerIsToldInOneLine(String script, String said) throws IOException {
        AdbServer server = gone();
        adb("bin", script);

        assertThatThrownBy(() -> new AdbProgram(Map.of("PATH", folder + "/bin")).ensure(server))
                .hasMessageContaining(said)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("\u001b")
                .extracting(e -> ((AdbException) e).problem())
                .isEqualTo(Problem.NO_SERVER);
    }

    /** Real adb would kill it and start its own; other programs of the laboratory may use it. */
    @ParameterizedTest
    @ValueSource(strings = {"0024", "0028", "0029", "002a", "00ff"})
    void aServerOfAnotherVersionThatKnowsEnoughIsUsed(String version) throws IOException, InterruptedException {
        adb("bin", "touch \"$0.started\"");
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:version").say("0004" + version))) {
            new AdbProgram(Map.of("PATH", folder + "/bin")).ensure(server.address());
        }
        assertThat(folder.resolve("bin/adb.started")).doesNotExist();
    }

    @Test
    void oneThatIsTooOldIsNotKilledButNamed() throws IOException {
        adb("bin", "touch \"$0.started\"");
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:version").say("00040023"))) {
            assertThatThrownBy(() -> new AdbProgram(Map.of("PATH", folder + "/bin")).ensure(server.address()))
                    .hasMessageContaining("version 1.0.35, and at least 1.0.36")
                    .hasMessageContaining("adb kill-server");
        }
        assertThat(folder.resolve("bin/adb.started")).doesNotExist();
    }
}
