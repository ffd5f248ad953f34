package dev.squeezebench.android.lab.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes back from a server or a device: a result, or an error of ours in one line, and an end. */
class HostileAnswersTest {
    private static final int ANSWERS_EACH = 150;

    @TempDir
    private Path folder = Path.of("unset");

    /** Asks something of a device. */
    @FunctionalInterface
    private interface Question {
        void ask(ListedDevice device) throws IOException;
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(number)
                        .array());
            } else if (part instanceof Byte one) {
                out.write(one);
            } else {
                out.writeBytes(part.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return out.toByteArray();
    }

    private Map<Question, byte[]> conversations() throws IOException {
        Path file = Files.write(folder.resolve("sent"), new byte[70_000]);
        Map<Question, byte[]> right = new LinkedHashMap<>();
        right.put(device -> device.server().version(), bytes("OKAY", "00040029"));
        String listed = "8A1X00001              device usb:1-1 model:Pixel_3 transport_id:3\n";
        right.put(device -> device.server().devices(), bytes("OKAY", String.format("%04x", listed.length()), listed));
        right.put(
                device -> device.open().shell(ShellCommand.of("id"), Duration.ofSeconds(20)),
                bytes("OKAYOKAY", (byte) 1, 4, "uid=", (byte) 2, 1, "x", (byte) 3, 1, (byte) 7));
        right.put(device -> device.open().files().stat("/x"), bytes("OKAYOKAY", "STAT", 0100644, 7, 1));
        right.put(
                device -> device.open().files().list("/x"),
                bytes("OKAYOKAY", "DENT", 0100644, 7, 1, 3, "abc", "DENT", 040755, 7, 1, 1, ".", "DONE", 0, 0, 0, 0));
        right.put(
                device -> device.open().files().pull("/x", folder.resolve("pulled"), 1000),
                bytes("OKAYOKAY", "DATA", 3, "abc", "DATA", 2, "de", "DONE", 0));
        right.put(
                device -> device.open().files().push(file, "/x", 0644, ProgressListener.Task.NONE),
                bytes("OKAYOKAY", "OKAY", 0));
        right.put(
                device -> device.open().files().push(file, "/y", 0644, ProgressListener.Task.NONE),
                bytes("OKAYOKAY", "FAIL", 7, "no room"));
        return right;
    }

    @Test
    void anyBytesGiveAResultOrOneLine() throws IOException {
        Random random = new Random(14);
        for (Map.Entry<Question, byte[]> conversation : conversations().entrySet()) {
            for (int number = 0; number < ANSWERS_EACH; number++) {
                byte[] answer = number == 0 ? conversation.getValue() : spoilt(conversation.getValue(), random);
                try (Answering server = new Answering(answer)) {
                    conversation.getKey().ask(server.device());
                } catch (AdbException e) {
                    assertThat(e)
                            .message()
                            .as("the answer %s", new String(answer, StandardCharsets.ISO_8859_1))
                            .isNotBlank()
                            .matches("[^\\p{Cntrl}]*");
                }
            }
        }
    }

    private static byte[] spoilt(byte[] right, Random random) {
        byte[] bytes = right.clone();
        for (int spoils = 1 + random.nextInt(4); spoils > 0; spoils--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
        }
        return java.util.Arrays.copyOf(bytes, random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length);
    }

    /** A server that says the same to everybody, and closes. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        Answering(byte[] answer) throws IOException {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(answer);
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException clientIsGone) {
                    return;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        ListedDevice device() {
            return new ListedDevice(
                    new AdbServer("127.0.0.1", server.getLocalPort()), "A1", ListedDevice.READY, Optional.empty());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void aDeviceThatDripsWithoutEndIsGivenUpInTime() throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:A1").grant("shell,v2,raw:'id'");
            while (true) {
                peer.packet(1, "x");
            }
        })) {
            // In four million packets of a byte each it would be cut off by its length.
            assertThatThrownBy(() -> server.device("A1").shell(ShellCommand.of("id"), Duration.ofMillis(50)))
                    .extracting(e -> ((AdbException) e).problem())
                    .isIn(Problem.TIMED_OUT, Problem.PROTOCOL);
        }
    }

    @Test
    void aFolderThatHasFilesWithoutEndIsRefused() throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.grant("host:transport:A1").grant("sync:");
            peer.message();
            byte[] some = bytes("DENT", 0100644, 7, 1, 1, "x");
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int count = 0; count < 1000; count++) {
                many.writeBytes(some);
            }
            while (true) {
                peer.out.write(many.toByteArray());
            }
        })) {
            assertThatThrownBy(() -> server.device("A1").files().list("/d"))
                    .hasMessageContaining("a folder of more than 65536 files");
        }
    }
}
