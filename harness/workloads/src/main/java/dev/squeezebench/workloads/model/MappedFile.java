package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A model file in memory without a copy of it: its weights are never touched. */
final class MappedFile {
    private MappedFile() {}

    /**
     * The file's bytes, little-endian.
     *
     * @param limit why there can be no more than 2 GiB, and what to do
     * @throws UnreadableFileException when there are more
     */
    static ByteBuffer of(Path file, String limit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new UnreadableFileException(file, "it has " + channel.size() + " bytes", limit);
            }
            if (channel.size() == 0) {
                throw new UnreadableFileException(file, "it is empty", "download or save it again");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
