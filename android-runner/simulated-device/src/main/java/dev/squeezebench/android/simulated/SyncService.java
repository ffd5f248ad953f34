package dev.squeezebench.android.simulated;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The device's files, by adb's {@code sync} service. */
final class SyncService {
    private static final int MOST_DATA = 64 << 10;
    private static final int FOLDER = 0040755;
    private static final int FILE = 0100644;

    private final Phone phone;

    SyncService(Phone phone) {
        this.phone = phone;
    }

    void serve(Stream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream.in());
        OutputStream out = stream.out();
        while (true) {
            byte[] id = new byte[4];
            if (in.readNBytes(id, 0, 4) < 4) {
                return;
            }
            String path = text(in, number(in));
            switch (new String(id, StandardCharsets.US_ASCII)) {
                case "STAT" -> out.write(stat("STAT", phone.file(path)).array());
                case "LIST" -> list(phone.file(path), out);
                case "RECV" -> receive(path, out);
                case "SEND" -> send(path, in, out);
                case "QUIT" -> {
                    return;
                }
                default -> {
                    fail(out, "unknown command");
                    return;
                }
            }
        }
    }

    private static ByteBuffer buffer(int length, String id) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(id.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer stat(String id, Path file) throws IOException {
        ByteBuffer answer = buffer(16, id);
        if (Files.exists(file)) {
            answer.putInt(Files.isDirectory(file) ? FOLDER : FILE)
                    .putInt((int) Files.size(file))
                    .putInt((int) (Files.getLastModifiedTime(file).toMillis() / 1000));
        }
        return answer;
    }

    private static void list(Path folder, OutputStream out) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (java.util.stream.Stream<Path> all = Files.list(folder)) {
                files = all.sorted().toList();
            }
            for (Path file : files) {
                byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8);
                byte[] head = stat("DENT", file).array();
                out.write(ByteBuffer.allocate(20 + name.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(head)
                        .putInt(name.length)
                        .put(name)
                        .array());
            }
        }
        out.write(buffer(20, "DONE").array());
    }

    private void receive(String path, OutputStream out) throws IOException {
        Path file = phone.file(path);
        if (!Files.isRegularFile(file)) {
            fail(out, "No such file or directory");
            return;
        }
        byte[] data = new byte[MOST_DATA];
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.readNBytes(data, 0, data.length);
                    read > 0;
                    read = content.readNBytes(data, 0, data.length)) {
                out.write(
                        buffer(8 + read, "DATA").putInt(read).put(data, 0, read).array());
            }
        }
        out.write(buffer(8, "DONE").putInt(0).array());
    }

    private void send(String pathAndMode, DataInputStream in, OutputStream out) throws IOException {
        String path = pathAndMode.substring(0, pathAndMode.lastIndexOf(','));
        Path file = phone.file(path);
        boolean full = false;
        phone.pushed(path);
        Files.createDirectories(file.resolveSibling("."));
        try (OutputStream content = Files.newOutputStream(file)) {
            while (true) {
                byte[] id = new byte[4];
                in.readFully(id);
                int number = number(in);
                if (new String(id, StandardCharsets.US_ASCII).equals("DONE")) {
                    break;
                }
                byte[] data = new byte[number];
                in.readFully(data);
                full |= !phone.hasRoom(number);
                if (!full) {
                    content.write(data);
                }
            }
        }
        if (full) {
            Files.delete(file);
            fail(out, "couldn't write file: No space left on device");
            return;
        }
        if (path.endsWith(".json")) {
            // A phone's paths mean nothing outside of its folder, where its programs run.
            Files.writeString(file, phone.inside(Files.readString(file)));
        }
        out.write(buffer(8, "OKAY").putInt(0).array());
    }

    private static void fail(OutputStream out, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        out.write(buffer(8 + text.length, "FAIL").putInt(text.length).put(text).array());
    }

    private static int number(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    private static String text(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > 1024) {
            throw new IOException("a path of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
