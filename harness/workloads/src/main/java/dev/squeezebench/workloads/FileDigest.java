package dev.squeezebench.workloads;

import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** SHA-256 of a file, read in pieces. */
public final class FileDigest {
    private static final int BUFFER = 1 << 18;
    private static final long GIGABYTE = 1_000_000_000;
    private static final long LONG_READ = 4 * GIGABYTE;

    private FileDigest() {}

    /** The same without a listener. */
    public static String sha256(Path file) throws IOException {
        return sha256(file, ProgressListener.NONE);
    }

    /**
     * 64 hexadecimal digits, as {@code sha256sum} prints them.
     *
     * @param listener follows the reading; what takes many seconds is said at once
     */
    public static String sha256(Path file, ProgressListener listener) throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        String name = Printable.text(String.valueOf(file.getFileName()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ProgressListener.Task task = listener.begin("reading " + name)) {
            long all = channel.size();
            if (all >= LONG_READ) {
                listener.note("reading all of " + name + ", " + all / GIGABYTE + " GB, for its SHA-256");
            }
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
                task.at(channel.position(), Math.max(all, channel.position()));
            }
        }
        return Digests.hex(digest.digest());
    }
}
