package dev.squeezebench.workloads.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One builder at a time for a file, over threads and processes; the operating system frees it when a holder dies. */
final class BuildLock implements AutoCloseable {
    private static final long RETRY_MILLIS = 50;

    private final FileChannel channel;
    private final FileLock lock;

    private BuildLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits for the lock. */
    static BuildLock acquire(Path lockFile, Runnable onWait) throws IOException {
        Optional<BuildLock> lock = tryAcquire(lockFile);
        if (lock.isEmpty()) {
            onWait.run();
        }
        while (lock.isEmpty()) {
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while another process was building the file");
            }
            lock = tryAcquire(lockFile);
        }
        return lock.get();
    }

    /** The lock, unless somebody else has it. */
    static Optional<BuildLock> tryAcquire(Path lockFile) throws IOException {
        Files.createDirectories(lockFile.toAbsolutePath().resolveSibling(""));
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new BuildLock(channel, lock));
            }
        } catch (OverlappingFileLockException heldByAThreadOfThisProcess) {
            // The same answer as for another process: not now.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
