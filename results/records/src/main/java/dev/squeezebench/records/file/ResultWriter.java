package dev.squeezebench.records.file;

import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/**
 * Appends records to a result file, each forced to disk before {@link #write} returns. The only writer of a run's file;
 * it may be used by several threads, such as a shutdown hook's.
 */
public final class ResultWriter implements Closeable {
    private final Path file;
    private final FileChannel channel;

    ResultWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Starts a new file, whose first line is the run. The file must not exist. */
    public static ResultWriter create(Path file, RunRecord run) throws IOException {
        ResultWriter writer =
                new ResultWriter(file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        try {
            writer.write(run);
        } catch (IOException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /** Goes on with a file that ends with a whole line; see {@link TornTail#moveAside}. */
    public static ResultWriter append(Path file) throws IOException {
        return new ResultWriter(file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** Replaces a derived file, such as {@code comparisons.jsonl}, in one step. */
    public static void replace(Path file, Collection<? extends ResultRecord> records) throws IOException {
        DerivedFile.replace(file, next -> {
            try (ResultWriter writer = new ResultWriter(
                    next, FileChannel.open(next, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))) {
                for (ResultRecord record : records) {
                    writer.write(record);
                }
            }
        });
    }

    /**
     * Appends a record and forces it to disk.
     *
     * @throws DiskFullException when there is no room; the file then ends with its last whole record where the file
     *     system allows that
     */
    public synchronized void write(ResultRecord record) throws IOException {
        byte[] line = RecordLine.of(record);
        long end = channel.size();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            takeBack(end, e);
            throw isDiskFull(e, line.length) ? new DiskFullException(file, e) : e;
        }
    }

    private void takeBack(long end, IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isDiskFull(IOException cause, int needed) {
        // Java has no exception of its own for a full disk: the system's message, or the room that is left, shows it.
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("not enough space")) {
            return true;
        }
        try {
            return Files.getFileStore(file).getUsableSpace() < needed;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
