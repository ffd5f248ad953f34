package dev.squeezebench.android.lab.adb;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays an adb server byte by byte, well or badly: each connection is one script. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();

    /** What the server does with a connection. */
    @FunctionalInterface
    interface Script {
        void play(Peer peer) throws IOException;
    }

    ScriptedServer(Script... connections) throws IOException {
        server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            for (Script script : connections) {
                try (Socket socket = server.accept()) {
                    script.play(new Peer(socket));
                } catch (IOException clientIsGone) {
                    // The next connection has its own script.
                } catch (AssertionError e) {
                    problems.add(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    AdbServer address() {
        return new AdbServer("127.0.0.1", server.getLocalPort());
    }

    /** A device that the server has, listed without a transport number. */
    AdbDevice device(String serial) {
        return new ListedDevice(address(), serial, "device", java.util.Optional.empty()).open();
    }

    List<Throwable> problems() {
        return problems;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection, from the server's side. */
    static final class Peer {
        final DataInputStream in;
        final OutputStream out;

        Peer(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Reads a request, which has to be this one. */
        Peer expect(String request) throws IOException {
            byte[] length = new byte[4];
            in.readFully(length);
            byte[] text = new byte[Integer.parseInt(new String(length, StandardCharsets.US_ASCII), 16)];
            in.readFully(text);
            String said = new String(text, StandardCharsets.UTF_8);
            if (!said.equals(request)) {
                throw new AssertionError("asked for " + said + ", not " + request);
            }
            return this;
        }

        Peer say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Grants a request. */
        Peer grant(String request) throws IOException {
            return expect(request).say("OKAY");
        }

        /** A packet of a shell. */
        Peer packet(int kind, String data) throws IOException {
            byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
            return packet(kind, bytes.length, bytes);
        }

        /** A packet that says another length than it has. */
        Peer packet(int kind, int length, byte[] bytes) throws IOException {
            out.write(ByteBuffer.allocate(5 + bytes.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) kind)
                    .putInt(length)
                    .put(bytes)
                    .array());
            return this;
        }

        /** Reads a message of {@code sync}: its word, a number, and as many bytes. */
        String message() throws IOException {
            byte[] id = new byte[4];
            in.readFully(id);
            byte[] data = new byte[Integer.reverseBytes(in.readInt())];
            in.readFully(data);
            return new String(id, StandardCharsets.US_ASCII) + ' ' + new String(data, StandardCharsets.UTF_8);
        }

        /** Writes a message of {@code sync}: its word, numbers, text. */
        Peer message(String id, int[] numbers, String text) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
            for (int number : numbers) {
                bytes.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(number)
                        .array());
            }
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            out.write(bytes.toByteArray());
            return this;
        }

        /** Until the client has closed the connection. */
        void untilClosed() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
