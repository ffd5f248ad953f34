package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/** One device behind an adb server: its shell and its files. Each call is a connection of its own, with a time limit. */
public final class AdbDevice {
    private static final Duration USUAL = Duration.ofSeconds(20);

    /** What a command of ours may print; a device that sends without end is cut off. */
    private static final int MOST_OUTPUT = 4 << 20;

    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;

    private final ListedDevice listed;

    AdbDevice(ListedDevice listed) {
        this.listed = listed;
    }

    /** As its server lists it. */
    public ListedDevice listed() {
        return listed;
    }

    /**
     * What a command printed, and how it ended.
     *
     * @param out standard output
     * @param err standard error
     * @param status exit status, 0 to 255
     */
    public record ShellResult(String out, String err, int status) {
        /** Whether it did what it should. */
        public boolean isDone() {
            return status == 0;
        }

        /** What it said of its failure, printable. */
        public String complaint() {
            String said = err.isBlank() ? out : err;
            return Printable.text(said.strip().replaceAll("\\s+", " "))
                    + (said.isBlank() ? "exit status " + status : "");
        }
    }

    /** Runs a command with the usual limit. */
    public ShellResult shell(ShellCommand command) throws AdbException {
        return shell(command, USUAL);
    }

    /**
     * Runs a command.
     *
     * @param limit from now to its end
     * @throws AdbException when the device is not there, goes away, prints without end or is not done in time; that the
     *     command fails is in the result
     */
    public ShellResult shell(ShellCommand command, Duration limit) throws AdbException {
        try (AdbSocket socket = connect(limit)) {
            socket.request("shell,v2,raw:" + command.text());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            OptionalInt status = OptionalInt.empty();
            DataInputStream in = new DataInputStream(socket.in());
            try {
                while (status.isEmpty()) {
                    int kind = in.readUnsignedByte();
                    int length = Integer.reverseBytes(in.readInt());
                    if (length < 0 || (kind == EXIT && length != 1)) {
                        throw socket.nonsense("a shell's packet of " + length + " bytes");
                    }
                    if (length > MOST_OUTPUT - out.size() - err.size()) {
                        throw new AdbException(
                                Problem.PROTOCOL,
                                "the device's answer to a command is longer than " + (MOST_OUTPUT >> 20)
                                        + " MiB and was cut off: restart the device");
                    }
                    byte[] data = new byte[length];
                    in.readFully(data);
                    switch (kind) {
                        case STDOUT -> out.writeBytes(data);
                        case STDERR -> err.writeBytes(data);
                        case EXIT -> status = OptionalInt.of(data[0] & 0xff);
                        default -> throw socket.nonsense("a shell's packet of kind " + kind);
                    }
                }
            } catch (IOException e) {
                throw socket.ended(e);
            }
            return new ShellResult(
                    out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), status.getAsInt());
        }
    }

    /**
     * Runs a command that has to work.
     *
     * @param what it should do, such as {@code list the processors}
     * @return its output
     */
    public String output(String what, ShellCommand command) throws AdbException {
        ShellResult result = shell(command);
        if (!result.isDone()) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device could not " + what + " (" + result.complaint() + "): restart it and try again");
        }
        return result.out();
    }

    /** Its files. */
    public DeviceFiles files() {
        return new DeviceFiles(this);
    }

    /** A connection that the server has handed on to the device. */
    AdbSocket connect(Duration limit) throws AdbException {
        AdbSocket socket = AdbSocket.open(listed.server(), limit);
        try {
            // Not by its number: that changes whenever it is plugged in again.
            socket.request("host:transport:" + listed.serial());
            return socket;
        } catch (AdbException e) {
            socket.close();
            throw e;
        }
    }
}
