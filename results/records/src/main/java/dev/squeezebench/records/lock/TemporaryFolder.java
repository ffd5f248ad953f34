package dev.squeezebench.records.lock;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that does not outlive its process: it is removed when it is closed, and at the process's end; what a
 * killed process left is removed by the next one that looks ({@link #sweep}). A lock inside of it shows whether its owner
 * lives.
 */
public final class TemporaryFolder implements AutoCloseable {
    /** What the names of all of them begin with. */
    public static final String PREFIX = "squeezebench-";

    /** What the names of folders in it begin with that are removed by whoever made them, as soon as their work ends. */
    public static final String INNER = "trial-";

    private static final String LOCK = ".lock";

    /** How long the end of the process waits for what still works in the folder. */
    private static final long PATIENCE_MILLIS = 1500;

    private final Path path;
    private final Holder owner;
    private final ProcessLock lock;
    private final Thread atShutdown;

    private TemporaryFolder(Path path, Holder owner, ProcessLock lock) {
        this.path = path;
        this.owner = owner;
        this.lock = lock;
        this.atShutdown = new Thread(this::removeAtShutdown, "remove " + path.getFileName());
    }

    /**
     * A new, empty one.
     *
     * @param parent the system's folder for temporary files
     * @param purpose part of its name, such as {@code fonts}
     * @param owner this process
     */
    public static TemporaryFolder create(Path parent, String purpose, Holder owner) throws IOException {
        while (true) {
            Path path =
                    Files.createTempDirectory(parent, PREFIX + purpose + '-').toAbsolutePath();
            Optional<ProcessLock> lock = locked(path, owner);
            if (lock.isPresent()) {
                TemporaryFolder folder = new TemporaryFolder(path, owner, lock.get());
                folder.watchShutdown();
                return folder;
            }
            // Another process took the new folder for one without an owner, and removes it.
        }
    }

    private void watchShutdown() throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(atShutdown);
        } catch (IllegalStateException ending) {
            close();
            throw new IOException("the program is ending", ending);
        }
    }

    private static Optional<ProcessLock> locked(Path path, Holder owner) throws IOException {
        try {
            return ProcessLock.tryTake(path.resolve(LOCK), owner);
        } catch (IOException e) {
            remove(path);
            throw e;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() throws IOException {
        try {
            remove(path);
        } finally {
            lock.close();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException shuttingDown) {
            // The hook finds nothing left.
            return;
        }
    }

    /** The threads of the process go on while it ends: whoever has a folder in this one is given time to remove it. */
    private void removeAtShutdown() {
        try {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (isInUse() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            remove(path);
        } catch (IOException inUse) {
            // A process that still writes into it; the next command's sweep removes the rest.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isInUse() throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path, INNER + "*")) {
            return inside.iterator().hasNext();
        }
    }

    /** Removes the folders beside this one, of the same user, whose owners have ended. */
    public void sweep() {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path.resolveSibling(""), PREFIX + "*")) {
            found.forEach(folders::add);
        } catch (IOException unreadable) {
            return;
        }
        for (Path folder : folders) {
            try {
                if (isOfSameUser(folder) && Files.exists(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
                    removeIfFree(folder);
                }
            } catch (IOException kept) {
                // It is removed by others at the same time, or stays: only room is lost.
            }
        }
    }

    /** Another user's folder could be made to lead elsewhere while it is removed. */
    private boolean isOfSameUser(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
    }

    private void removeIfFree(Path folder) throws IOException {
        Optional<ProcessLock> free = ProcessLock.tryTake(folder.resolve(LOCK), owner);
        if (free.isPresent()) {
            try {
                remove(folder);
            } finally {
                free.get().close();
            }
        }
    }

    /** Removes a folder with all that is in it, the lock last; links are removed and not followed. */
    public static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path lock = folder.resolve(LOCK);
        Files.walkFileTree(folder, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(lock)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) throws IOException {
                if (inner.equals(folder)) {
                    Files.deleteIfExists(lock);
                }
                Files.deleteIfExists(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
