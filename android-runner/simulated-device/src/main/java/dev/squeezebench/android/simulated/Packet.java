package dev.squeezebench.android.simulated;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A packet between adb's server and a device, as AOSP's {@code packages/modules/adb/protocol.txt} has it.
 *
 * @param command four letters, such as {@code WRTE}
 * @param first number of the sender's stream, or the protocol's version
 * @param second number of the receiver's stream, or the largest data
 * @param data what it carries
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through, never compared
record Packet(String command, int first, int second, byte[] data) {
    /** From this version on no checksums are sent. */
    static final int VERSION = 0x0100_0001;

    /** What a packet carries at most. */
    static final int MOST_DATA = 256 << 10;

    private static final int HEADER = 24;

    /** A packet of numbers alone. */
    Packet(String command, int first, int second) {
        this(command, first, second, new byte[0]);
    }

    static Packet read(DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        in.readFully(header);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int command = fields.getInt();
        int first = fields.getInt();
        int second = fields.getInt();
        int length = fields.getInt();
        if (length < 0 || length > MOST_DATA || fields.getInt(20) != ~command) {
            throw new IOException("no packet of adb");
        }
        byte[] data = new byte[length];
        in.readFully(data);
        return new Packet(new String(header, 0, 4, StandardCharsets.US_ASCII), first, second, data);
    }

    void write(OutputStream out) throws IOException {
        byte[] word = command.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(word)
                .putInt(first)
                .putInt(second)
                .putInt(data.length)
                .putInt(0)
                .putInt(~ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .put(data);
        out.write(bytes.array());
        out.flush();
    }

    /** What it carries, without the closing NUL of a service's name. */
    String text() {
        String text = new String(data, StandardCharsets.UTF_8);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }
}
