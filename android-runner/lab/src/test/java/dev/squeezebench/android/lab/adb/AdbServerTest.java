package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.phone.Phones;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdbServerTest {
    /** As adb 1.0.41 printed it, but for the serials. */
    private static final String LIST = """
            8A1X00001              device usb:1-1 product:blueline model:Pixel_3 device:blueline transport_id:3
            emulator-5554          offline transport_id:1
            R58M00002              unauthorized usb:1-2 transport_id:4
            0123456789ABCDEF       no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html] usb:1-3 transport_id:5
            """;

    @Test
    void devicesAreListedWithTheirState() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:devices-l").say(hex(LIST) + LIST))) {
            List<ListedDevice> devices = server.address().devices();

            assertThat(devices)
                    .extracting(device -> device.serial() + ' ' + device.model().orElse("unknown"))
                    .startsWith("8A1X00001 Pixel_3", "emulator-5554 unknown")
                    .hasSize(4);
            assertThat(devices).extracting(ListedDevice::isReady).containsExactly(true, false, false, false);
            assertThat(devices.get(1).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("unplug it"));
            assertThat(devices.get(2).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("tap 'Allow'"));
            assertThat(devices.get(3).obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("udev rules"));
        }
    }

    private static String hex(String text) {
        return String.format("%04x", text.length());
    }

    @Test
    void theVersionIsRead() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:version").say("00040029"))) {
            assertThat(server.address().version()).isEqualTo(41);
        }
    }

    @Test
    void aServerThatIsTooOldIsNamedWithItsVersion() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:version").say("00040020"))) {
            assertThatThrownBy(() -> server.address().version())
                    .hasMessageContaining("version 1.0.32")
                    .hasMessageContaining("adb kill-server")
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.NO_SERVER);
        }
    }

    @Test
    void whereNoServerListensItIsSaidHowToStartOne() throws IOException {
        AdbServer gone;
        try (ScriptedServer server = new ScriptedServer()) {
            gone = server.address();
        }
        assertThatThrownBy(gone::devices)
                .hasMessageContaining("no adb server answers at " + gone + " (connection refused)")
                .hasMessageContaining("adb start-server");
    }

    /** On two hosts of a laboratory; neither is taken for the other. */
    @Test
    void ofTwoDevicesWithOneSerialNeitherIsNamed() throws IOException {
        String line = "A1 device\n";
        ScriptedServer.Script[] answers = {
            peer -> peer.grant("host:version").say("00040029"),
            peer -> peer.grant("host:devices-l").say(hex(line) + line)
        };
        try (ScriptedServer one = new ScriptedServer(answers);
                ScriptedServer other = new ScriptedServer(answers)) {
            Phones phones = new Phones(List.of(one.address(), other.address()));

            assertThatThrownBy(() -> phones.ready("A1"))
                    .hasMessage("2 devices have the serial 'A1', so that neither can be named: unplug all but one");
        }
    }

    @Test
    void somethingElseThatListensIsToldApart() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n").untilClosed())) {
            assertThatThrownBy(() -> server.address().devices())
                    .hasMessageContaining("neither OKAY nor FAIL but 'HTTP'")
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzz", "-001", "+0x1", "    "})
    void aLengthThatIsNoneIsRefused(String length) throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:devices-l").say(length + "text"))) {
            assertThatThrownBy(() -> server.address().devices())
                    .isInstanceOf(AdbException.class)
                    .hasMessageContaining("a length as");
        }
    }

    @Test
    void aServerThatEndsIsToldApartFromOneThatWasNeverThere() throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(peer -> peer.grant("host:devices-l").say("0100only so much"))) {
            assertThatThrownBy(() -> server.address().devices())
                    .extracting(e -> ((AdbException) e).problem())
                    .isEqualTo(Problem.GONE);
        }
    }

    @Test
    void everyChangeOfTheDevicesIsTold() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:track-devices").say("0009A1\tdevice");
            peer.say("0000").say("000aA1\toffline").untilClosed();
        })) {
            BlockingQueue<List<ListedDevice>> told = new LinkedBlockingQueue<>();
            AdbServer.Tracking tracking = server.address().track(told::add);

            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .extracting(ListedDevice::state)
                    .containsExactly("device");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .extracting(ListedDevice::state)
                    .containsExactly("offline");
            tracking.close();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void theServerIsTheOneThatAdbItselfWouldUse() {
        assertThat(AdbServer.usual(Map.of())).isEqualTo(new AdbServer("localhost", 5037));
        assertThat(AdbServer.usual(Map.of("ANDROID_ADB_SERVER_PORT", "5038")))
                .isEqualTo(new AdbServer("localhost", 5038));
        assertThat(AdbServer.usual(Map.of("ADB_SERVER_SOCKET", "tcp:rack-3:5039", "ANDROID_ADB_SERVER_PORT", "5038")))
                .isEqualTo(new AdbServer("rack-3", 5039));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rack", "rack:", "rack:0", "rack:65536", "rack:5037;id", "$(id):5037", "a b:5037"})
    void anAddressThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> AdbServer.parse(text)).hasMessageContaining("write HOST:PORT");
    }
}
