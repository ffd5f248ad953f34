package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection to an adb server, closed at the latest when its time is up: whatever blocks then, ends. */
final class AdbSocket implements Closeable {
    private static final int CONNECT_MS = 5_000;

    /** A request's and a list's length has four hexadecimal digits. */
    private static final int LONGEST_TEXT = 0xffff;

    private final AdbServer server;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration limit;
    private final CompletableFuture<Void> watchdog;
    private volatile boolean expired;

    private AdbSocket(AdbServer server, Socket socket, Duration limit) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = socket.getOutputStream();
        this.limit = limit;
        this.watchdog = CompletableFuture.runAsync(
                this::expire, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Connects.
     *
     * @param limit from now to the end of the last byte
     */
    static AdbSocket open(AdbServer server, Duration limit) throws AdbException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MS);
            return new AdbSocket(server, socket, limit);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new AdbException(
                    Problem.NO_SERVER,
                    "no adb server answers at " + server + " (" + cause(e) + "): "
                            + (server.isLocal()
                                    ? "start it by 'adb start-server'"
                                    : "start it on that host by 'adb -a nodaemon server start', or correct the address"),
                    e);
        }
    }

    private static String cause(IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        return e instanceof ConnectException ? "connection refused" : Printable.text(String.valueOf(e.getMessage()));
    }

    private void expire() {
        expired = true;
        closeQuietly(socket);
    }

    /** For what may take as long as it wants; who opened it closes it. */
    void waitForever() {
        watchdog.cancel(false);
    }

    /** The stream that the server sends; what it throws is explained by {@link #ended}. */
    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Asks the server, or after {@code host:transport} the device, for a service; returns when it is granted. */
    void request(String service) throws AdbException {
        byte[] bytes = service.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            throw new AdbException(
                    Problem.REFUSED, "a command of " + bytes.length + " bytes is too long for adb: make it shorter");
        }
        try {
            out.write(hex(bytes.length).getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            String status = new String(exactly(4), StandardCharsets.US_ASCII);
            if (status.equals("FAIL")) {
                throw refusal(new String(exactly(length()), StandardCharsets.UTF_8));
            }
            if (!status.equals("OKAY")) {
                throw nonsense("neither OKAY nor FAIL but " + Printable.quoted(status));
            }
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private static String hex(int length) {
        String digits = Integer.toHexString(length);
        return "0000".substring(digits.length()) + digits;
    }

    /** A text behind its length. */
    String text() throws AdbException {
        try {
            return new String(exactly(length()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private int length() throws IOException {
        String digits = new String(exactly(4), StandardCharsets.US_ASCII);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw nonsense("a length as " + Printable.quoted(digits));
        }
        return Integer.parseInt(digits, 16);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** What a failed read or write means. */
    AdbException ended(IOException e) {
        if (e instanceof AdbException own) {
            return own;
        }
        if (expired) {
            return new AdbException(
                    Problem.TIMED_OUT,
                    "nothing came of it within " + limit.toSeconds() + " s through the adb server at " + server
                            + ": see whether the device hangs; unplug it and plug it in again",
                    e);
        }
        return new AdbException(
                Problem.GONE,
                "the adb server at " + server + " closed the connection: see whether the device is still plugged in",
                e);
    }

    private AdbException refusal(String raw) {
        String text = Printable.text(raw);
        if (raw.contains("unauthorized")) {
            return new AdbException(
                    Problem.NO_DEVICE,
                    "the device has not allowed this computer to debug it: unlock it and tap 'Allow' in the dialog"
                            + " 'Allow USB debugging?'");
        }
        if (raw.contains("not found") || raw.contains("offline") || raw.contains("no devices")) {
            return new AdbException(
                    Problem.NO_DEVICE,
                    "adb says: " + text + ": plug it in; 'squeezebench devices' lists what is there");
        }
        if (raw.contains("more than one")) {
            return new AdbException(
                    Problem.NO_DEVICE, "adb says: " + text + ": unplug one of them, since both have one serial number");
        }
        return new AdbException(
                Problem.REFUSED, "adb says: " + text + ": see whether the device and its Android support this");
    }

    /** Bytes that are not of the protocol. */
    AdbException nonsense(String what) {
        return new AdbException(
                Problem.PROTOCOL,
                "the adb server at " + server + " sent " + what
                        + ": see whether an adb server listens there, and restart it by 'adb kill-server'");
    }

    @Override
    public void close() {
        watchdog.cancel(false);
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done about it, and nothing depends on it.
            return;
        }
    }
}
