package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An adb server, which knows the devices of one host. A laboratory of many hosts has one on each.
 *
 * @param host name or address
 * @param port its port
 */
public record AdbServer(String host, int port) {
    /** Where adb listens unless told otherwise. */
    public static final int USUAL_PORT = 5037;

    /** The first one that keeps a shell's output, errors and exit status apart. */
    static final int OLDEST_VERSION = 36;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Pattern ADDRESS =
            Pattern.compile("(?:tcp:)?(?:(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z][0-9A-Za-z._-]*):)?([0-9]{1,5})");

    public AdbServer {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("an adb server has a host and a port between 1 and 65535");
        }
    }

    /**
     * Reads {@code HOST:PORT}, as adb writes it too ({@code tcp:HOST:PORT}, {@code tcp:PORT}).
     *
     * @throws IllegalArgumentException when it is none, with a message for the user
     */
    public static AdbServer parse(String text) {
        Matcher address = ADDRESS.matcher(text);
        int port = address.matches() ? Integer.parseInt(address.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    Printable.quoted(text) + " is no adb server: write HOST:PORT, such as localhost:5037");
        }
        return new AdbServer(Optional.ofNullable(address.group(1)).orElse("localhost"), port);
    }

    /**
     * The server that adb itself would use.
     *
     * @param variables of the environment
     * @throws IllegalArgumentException when a variable of adb names none
     */
    public static AdbServer usual(Map<String, String> variables) {
        String socket = variables.getOrDefault("ADB_SERVER_SOCKET", "");
        if (!socket.isEmpty()) {
            return parse(socket);
        }
        String port = variables.getOrDefault("ANDROID_ADB_SERVER_PORT", "");
        return port.isEmpty() ? new AdbServer("localhost", USUAL_PORT) : parse("localhost:" + port);
    }

    /** Whether it runs on this machine, where it can be started. */
    public boolean isLocal() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /**
     * The version of its protocol, such as 41 of adb 1.0.41.
     *
     * @throws AdbException when it is none, or too old
     */
    public int version() throws AdbException {
        try (AdbSocket socket = AdbSocket.open(this, LIMIT)) {
            socket.request("host:version");
            String text = socket.text();
            if (!text.matches("[0-9a-f]{4}")) {
                throw socket.nonsense("its version as " + Printable.quoted(text));
            }
            int version = Integer.parseInt(text, 16);
            if (version < OLDEST_VERSION) {
                throw new AdbException(
                        Problem.NO_SERVER,
                        "the adb server at " + this + " is of version 1.0." + version + ", and at least 1.0."
                                + OLDEST_VERSION
                                + " is needed: run 'adb kill-server' there, and start the adb of current platform tools");
            }
            return version;
        }
    }

    /** Its devices, whatever their state. */
    public List<ListedDevice> devices() throws AdbException {
        try (AdbSocket socket = AdbSocket.open(this, LIMIT)) {
            socket.request("host:devices-l");
            return ListedDevice.parse(this, socket.text());
        }
    }

    /** Follows which devices there are; each list is a whole one. */
    @FunctionalInterface
    public interface Follower {
        /** The devices from now on; their models are not told. */
        void devices(List<ListedDevice> devices);
    }

    /** What follows the devices until it is closed. */
    public interface Tracking extends Closeable {}

    /**
     * Tells at once and at every change which devices there are, from a thread of its own, until the tracking is closed or
     * the server ends.
     *
     * @throws AdbException when the server is not there
     */
    public Tracking track(Follower follower) throws AdbException {
        AdbSocket socket = AdbSocket.open(this, LIMIT);
        try {
            socket.request("host:track-devices");
            socket.waitForever();
        } catch (AdbException e) {
            socket.close();
            throw e;
        }
        Thread thread = new Thread(
                () -> {
                    try (socket) {
                        while (true) {
                            follower.devices(ListedDevice.parse(this, socket.text()));
                        }
                    } catch (IOException ended) {
                        follower.devices(List.of());
                    }
                },
                "devices of " + this);
        thread.setDaemon(true);
        thread.start();
        return socket::close;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
