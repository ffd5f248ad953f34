package dev.squeezebench.cli.fuzz;

import com.sun.management.ThreadMXBean;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.file.ResultFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads one file after the other and holds each reading to what is promised of all: the file is read, or refused by one of
 * the documented exceptions in one line that a terminal can show, and what is allocated is in proportion to its bytes.
 */
final class BoundedReading {
    /** What reading the smallest file allocates: buffers, parsers, a command line's description. */
    private static final long LEAST_BYTES = 16 << 20;

    /** An operation of a pickle is one byte and makes at most a map in a list, with its places in them. */
    private static final long MOST_PER_BYTE = 256;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FuzzedFile format;
    private final Path folder;

    private BoundedReading(FuzzedFile format, Path folder) {
        this.format = format;
        this.folder = folder;
    }

    /** Prepares an empty folder. */
    static BoundedReading in(Path folder, FuzzedFile format) throws IOException {
        format.surroundings().in(folder);
        return new BoundedReading(format, folder);
    }

    /** Reads a file that is made of a part. */
    Optional<Exception> part(byte[] part) throws IOException {
        return whole(format.whole().of(part));
    }

    /**
     * Reads a file.
     *
     * @return why it was refused; empty when it was read
     * @throws AssertionError when a promise is broken
     */
    Optional<Exception> whole(byte[] file) throws IOException {
        Files.write(folder.resolve(format.name()), file);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Optional<Exception> refusal = read();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long most = LEAST_BYTES + MOST_PER_BYTE * file.length;
        // The first reading of all loads classes, and a fuzzer rewrites them as they come; the second does not.
        if (allocated > most && allocatedAgain() > most) {
            throw new AssertionError("allocates " + allocated + " bytes for a file of " + file.length);
        }
        refusal.map(Exception::getMessage).ifPresent(BoundedReading::requireOneLine);
        return refusal;
    }

    private long allocatedAgain() throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private Optional<Exception> read() throws IOException {
        try {
            format.reader().in(folder);
            return Optional.empty();
        } catch (UnreadableFileException | ResultFileException | UserException refused) {
            return Optional.of(refused);
        }
    }

    private static void requireOneLine(String message) {
        if (message.isBlank() || message.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("a message that is no single line: " + message);
        }
    }
}
