package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbDevice.ShellResult;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdbDeviceTest {
    private static final String SERIAL = "A1; rm -rf / '";

    @Test
    void outputErrorsAndExitStatusAreKeptApart() throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:" + SERIAL).grant("shell,v2,raw:'ls' '/data'");
            peer.packet(1, "a\n")
                    .packet(2, "no ")
                    .packet(1, "b\n")
                    .packet(2, "way")
                    .packet(3, "\u00fe");
        })) {
            ShellResult result = server.device(SERIAL).shell(ShellCommand.of("ls", "/data"));

            assertThat(result).isEqualTo(new ShellResult("a\nb\n", "no way", 254));
            assertThat(server.problems()).isEmpty();
        }
    }

    @Test
    void aDeviceThatPrintsWithoutEndIsCutOff() throws IOException {
        byte[] much = new byte[1 << 20];
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:" + SERIAL).grant("shell,v2,raw:'yes'");
            while (true) {
                peer.packet(1, much.length, much);
            }
        })) {
            assertThatThrownBy(() -> server.device(SERIAL).shell(ShellCommand.of("yes")))
                    .hasMessageContaining("longer than 4 MiB");
        }
    }

    @Test
    void aPacketOfAnImpossibleLengthIsRefused() throws IOException {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            try (ScriptedServer server = new ScriptedServer(peer -> {
                peer.grant("host:transport:" + SERIAL).grant("shell,v2,raw:'id'");
                peer.packet(1, length, "x".getBytes(StandardCharsets.US_ASCII)).untilClosed();
            })) {
                assertThatThrownBy(() -> server.device(SERIAL).shell(ShellCommand.of("id")))
                        .extracting(e -> ((AdbException) e).problem())
                        .isEqualTo(Problem.PROTOCOL);
            }
        }
    }

    @Test
    void aDeviceThatIsUnpluggedMeanwhileIsGone() throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:" + SERIAL).grant("shell,v2,raw:'id'").packet(1, "uid=");
        })) {
            assertThatThrownBy(() -> server.device(SERIAL).shell(ShellCommand.of("id")))
                    .hasMessageContaining("still plugged in")
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.GONE);
        }
    }

    @Test
    void aDeviceThatNeverAnswersIsGivenUp() throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:" + SERIAL).grant("shell,v2,raw:'id'").untilClosed();
        })) {
            assertThatThrownBy(() -> server.device(SERIAL).shell(ShellCommand.of("id"), Duration.ofMillis(50)))
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.TIMED_OUT);
        }
    }

    @Test
    void anUnauthorizedDeviceSaysWhatToTap() throws IOException {
        String said = "device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set";
        try (ScriptedServer server = new ScriptedServer(peer ->
                peer.expect("host:transport:" + SERIAL).say("FAIL" + String.format("%04x", said.length()) + said))) {
            assertThatThrownBy(() -> server.device(SERIAL).shell(ShellCommand.of("id")))
                    .hasMessageContaining("tap 'Allow'")
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.NO_DEVICE);
        }
    }

    @Test
    void argumentsAreNeverObeyed() {
        assertThat(ShellCommand.of("echo", "$(id)", "it's", "a\nb", "").text())
                .isEqualTo("'echo' '$(id)' 'it'\\''s' 'a\nb' ''");
        assertThat(ShellCommand.script("rm -rf \"$1\"", "x; id").text()).endsWith(" 'sh' 'x; id'");
        assertThatThrownBy(() -> ShellCommand.of("echo", "a\0b")).hasMessageContaining("NUL");
    }
}
