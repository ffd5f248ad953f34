package dev.squeezebench.records.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What follows the last line feed of a result file: the half of a record whose writer died. */
public final class TornTail {
    private static final int BLOCK = 8192;

    private TornTail() {}

    /**
     * Moves a torn tail to {@code <file>.torn}, so that the file ends with a whole line and can be appended to.
     *
     * @return the file that contains the tail now; empty when there was none
     */
    public static Optional<Path> moveAside(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long whole = endOfLastLine(channel);
            long size = channel.size();
            if (whole == size) {
                return Optional.empty();
            }
            Path torn = file.resolveSibling(file.getFileName() + ".torn");
            // First the copy, safely on disk, then the cut: dying in between loses nothing.
            try (FileChannel copy = FileChannel.open(
                    torn, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                long position = whole;
                while (position < size) {
                    position += channel.transferTo(position, size - position, copy);
                }
                copy.force(true);
            }
            channel.truncate(whole);
            channel.force(true);
            return Optional.of(torn);
        }
    }

    /** Bytes up to and including the last line feed. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        byte[] bytes = new byte[BLOCK];
        long end = channel.size();
        while (end > 0) {
            int length = (int) Math.min(BLOCK, end);
            long start = end - length;
            ByteBuffer block = ByteBuffer.wrap(bytes, 0, length);
            while (block.hasRemaining()) {
                if (channel.read(block, start + block.position()) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            for (int i = length - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
