package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a device, by adb's {@code sync} service. */
public final class DeviceFiles {
    /** The protocol's own. */
    private static final int MOST_DATA = 64 << 10;

    private static final int LONGEST_NAME = 1024;
    private static final int REGULAR = 0100000;
    private static final int TYPE = 0170000;

    private static final Duration SHORT = Duration.ofSeconds(20);

    /** A slow cable carries a megabyte a second. */
    private static final long LEAST_BYTES_PER_SECOND = 500_000;

    private final AdbDevice device;

    DeviceFiles(AdbDevice device) {
        this.device = device;
    }

    /**
     * A file or folder.
     *
     * @param name within its folder
     * @param mode type and permissions, as {@code stat} has them
     * @param bytes size; of a file above 4 GiB the remainder
     */
    public record Entry(String name, int mode, long bytes) {
        /** Whether it is a file with content, and neither folder nor link. */
        public boolean isFile() {
            return (mode & TYPE) == REGULAR;
        }
    }

    /** What lies at a path; empty where nothing does, or where it may not be seen. */
    public Optional<Entry> stat(String path) throws AdbException {
        try (AdbSocket socket = open(SHORT)) {
            DataInputStream in = new DataInputStream(socket.in());
            try {
                send(socket.out(), "STAT", path.getBytes(StandardCharsets.UTF_8));
                expect(socket, in, "STAT");
                Entry entry = entry(in, path.substring(path.lastIndexOf('/') + 1));
                return entry.mode() == 0 ? Optional.empty() : Optional.of(entry);
            } catch (IOException e) {
                throw socket.ended(e);
            }
        }
    }

    /**
     * What a folder holds; nothing where there is no such folder.
     *
     * @throws AdbException when the device names something outside of it, or sends names without end
     */
    public List<Entry> list(String folder) throws AdbException {
        List<Entry> entries = new ArrayList<>();
        try (AdbSocket socket = open(SHORT)) {
            DataInputStream in = new DataInputStream(socket.in());
            try {
                send(socket.out(), "LIST", folder.getBytes(StandardCharsets.UTF_8));
                while (true) {
                    String id = id(in);
                    Entry numbers = entry(in, "");
                    int length = length(socket, in, LONGEST_NAME);
                    if (id.equals("DONE")) {
                        return List.copyOf(entries);
                    }
                    if (!id.equals("DENT")) {
                        throw socket.nonsense("a folder's entry as " + Printable.quoted(id));
                    }
                    String name = text(in, length);
                    if (name.equals(".") || name.equals("..")) {
                        continue;
                    }
                    if (name.isEmpty()
                            || name.indexOf('/') >= 0
                            || name.indexOf('\\') >= 0
                            || name.indexOf('\0') >= 0) {
                        throw new AdbException(
                                Problem.PROTOCOL,
                                "the device lists a file " + Printable.quoted(name)
                                        + ", which lies outside of its folder: do not trust this device");
                    }
                    entries.add(new Entry(name, numbers.mode(), numbers.bytes()));
                    if (entries.size() > MOST_DATA) {
                        throw socket.nonsense("a folder of more than " + MOST_DATA + " files");
                    }
                }
            } catch (IOException e) {
                throw socket.ended(e);
            }
        }
    }

    /**
     * Writes a file of the device.
     *
     * @param mode permissions, such as 0644
     * @param progress follows it by bytes
     * @throws AdbException when the device cannot take it, such as for want of space
     */
    public void push(Path file, String target, int mode, ProgressListener.Task progress)
            throws AdbException, IOException {
        long total = Files.size(file);
        try (InputStream content = Files.newInputStream(file)) {
            push(content, total, target, mode, progress);
        }
    }

    /** The same with few bytes. */
    public void push(byte[] content, String target) throws AdbException, IOException {
        push(InputStream.nullInputStream(), content, target);
    }

    private void push(InputStream none, byte[] content, String target) throws AdbException, IOException {
        try (none;
                InputStream in = new java.io.ByteArrayInputStream(content)) {
            push(in, content.length, target, 0644, ProgressListener.Task.NONE);
        }
    }

    private void push(InputStream content, long total, String target, int mode, ProgressListener.Task progress)
            throws AdbException, IOException {
        Duration limit = SHORT.plusSeconds(total / LEAST_BYTES_PER_SECOND);
        try (AdbSocket socket = open(limit)) {
            byte[] buffer = new byte[MOST_DATA];
            long done = 0;
            Optional<IOException> broken = Optional.empty();
            OutputStream out = socket.out();
            try {
                send(out, "SEND", (target + ',' + mode).getBytes(StandardCharsets.UTF_8));
                while (true) {
                    int read = content.readNBytes(buffer, 0, buffer.length);
                    if (read == 0) {
                        break;
                    }
                    out.write(head("DATA", read));
                    out.write(buffer, 0, read);
                    done += read;
                    progress.at(done, Math.max(1, total));
                }
                out.write(head("DONE", (int) (System.currentTimeMillis() / 1000)));
            } catch (IOException e) {
                // Whoever refuses a file may close at once; what it said comes first.
                broken = Optional.of(e);
            }
            try {
                answer(socket, target);
            } catch (AdbException e) {
                throw broken.isPresent() && e.problem() == Problem.GONE ? socket.ended(broken.get()) : e;
            }
        }
    }

    private static void answer(AdbSocket socket, String target) throws AdbException {
        DataInputStream in = new DataInputStream(socket.in());
        try {
            String id = id(in);
            int length = length(socket, in, MOST_DATA);
            if (id.equals("FAIL")) {
                throw refused("take " + target, text(in, length));
            }
            if (!id.equals("OKAY")) {
                throw socket.nonsense("neither OKAY nor FAIL for a file but " + Printable.quoted(id));
            }
        } catch (IOException e) {
            throw socket.ended(e);
        }
    }

    /**
     * Reads a file of the device.
     *
     * @param mostBytes that it may have; a device that sends more is cut off
     */
    public void pull(String path, Path target, long mostBytes) throws AdbException, IOException {
        Duration limit = SHORT.plusSeconds(mostBytes / LEAST_BYTES_PER_SECOND);
        try (OutputStream out = Files.newOutputStream(target);
                AdbSocket socket = open(limit)) {
            DataInputStream in = new DataInputStream(socket.in());
            long left = mostBytes;
            byte[] buffer = new byte[MOST_DATA];
            try {
                send(socket.out(), "RECV", path.getBytes(StandardCharsets.UTF_8));
                while (true) {
                    String id = id(in);
                    int length = length(socket, in, MOST_DATA);
                    if (id.equals("DONE")) {
                        return;
                    }
                    if (id.equals("FAIL")) {
                        throw refused("read " + path, text(in, length));
                    }
                    if (!id.equals("DATA")) {
                        throw socket.nonsense("a file's part as " + Printable.quoted(id));
                    }
                    left -= length;
                    if (left < 0) {
                        throw new AdbException(
                                Problem.PROTOCOL,
                                "the device sends more than " + mostBytes + " bytes for " + Printable.quoted(path)
                                        + ", which was cut off: restart the device");
                    }
                    in.readFully(buffer, 0, length);
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                throw socket.ended(e);
            }
        }
    }

    private static AdbException refused(String what, String said) {
        String remedy = said.contains("No space left")
                ? "free some space on it; 'squeezebench devices clean' removes the models that were pushed"
                : "see whether its storage is writable";
        return new AdbException(
                Problem.REFUSED,
                "the device cannot " + Printable.text(what) + " (" + Printable.text(said) + "): " + remedy);
    }

    private AdbSocket open(Duration limit) throws AdbException {
        AdbSocket socket = device.connect(limit);
        try {
            socket.request("sync:");
            return socket;
        } catch (AdbException e) {
            socket.close();
            throw e;
        }
    }

    private static void send(OutputStream out, String id, byte[] path) throws IOException {
        if (path.length > LONGEST_NAME) {
            throw new AdbException(Problem.REFUSED, "a path of " + path.length + " bytes is too long: make it shorter");
        }
        out.write(head(id, path.length));
        out.write(path);
    }

    private static byte[] head(String id, int number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(number)
                .array();
    }

    private static String id(DataInputStream in) throws IOException {
        return text(in, 4);
    }

    private static void expect(AdbSocket socket, DataInputStream in, String wanted) throws IOException {
        String id = id(in);
        if (!id.equals(wanted)) {
            throw socket.nonsense(Printable.quoted(id) + " for " + wanted);
        }
    }

    private static Entry entry(DataInputStream in, String name) throws IOException {
        int mode = Integer.reverseBytes(in.readInt());
        long bytes = Integer.reverseBytes(in.readInt()) & 0xffff_ffffL;
        in.readInt(); // time of the last change
        return new Entry(name, mode, bytes);
    }

    private static int length(AdbSocket socket, DataInputStream in, int most) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 0 || length > most) {
            throw socket.nonsense("a length of " + (length & 0xffff_ffffL) + " bytes where " + most + " are allowed");
        }
        return length;
    }

    private static String text(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
