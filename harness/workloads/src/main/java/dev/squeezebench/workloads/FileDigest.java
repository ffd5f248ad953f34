package dev.squeezebench.workloads;

import dev.squeezebench.records.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** SHA-256 of a file, read in pieces. */
public final class FileDigest {
    private static final int BUFFER = 1 << 18;

    private FileDigest() {}

    /** 64 hexadecimal digits, as {@code sha256sum} prints them. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return Digests.hex(digest.digest());
    }
}
