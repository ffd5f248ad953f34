package dev.squeezebench.workloads.store;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files of a cache from being cleaned away while a process uses them. Any number of processes may do so at once;
 * cleaning needs the cache for itself.
 */
public final class CacheUse implements AutoCloseable {
    private static final String FILE = "in-use.lock";

    private final @Nullable FileChannel channel;

    private CacheUse(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** Uses a cache until it is closed, or the process ends. What cannot be written cannot be cleaned either. */
    public static CacheUse of(Path cache) throws IOException {
        FileChannel channel;
        try {
            channel = open(cache);
        } catch (FileSystemException unwritable) {
            return new CacheUse(null);
        }
        try {
            channel.lock(0, 1, true);
        } catch (OverlappingFileLockException ours) {
            // This process uses it already.
        }
        return new CacheUse(channel);
    }

    /**
     * The cache for this process alone.
     *
     * @throws InUse when another one uses it
     */
    static CacheUse alone(Path cache) throws IOException {
        FileChannel channel = open(cache);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock(0, 1, false);
            taken = lock != null;
        } catch (OverlappingFileLockException ours) {
            taken = false;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new InUse(cache);
        }
        return new CacheUse(channel);
    }

    private static FileChannel open(Path cache) throws IOException {
        return FileChannel.open(
                Files.createDirectories(cache.resolve("locks")).resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Another command uses the files that were to be deleted. */
    public static final class InUse extends IOException implements UserError {
        private static final long serialVersionUID = 1L;

        InUse(Path cache) {
            super("the cache '" + Printable.text(cache.toString())
                    + "' is in use by another command: wait for its end");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_USABLE;
        }
    }
}
