package dev.squeezebench.workloads.store;

import dev.squeezebench.records.Digests;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.LockException;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files named by what determines their content: built when missing, verified by SHA-256 once in this object's life,
 * built again when damaged. Safe for several threads and processes.
 */
final class ContentStore {
    private static final String LOCKS = "locks";

    private final Path root;
    private final Map<Path, StoredFile> verified = new ConcurrentHashMap<>();

    ContentStore(Path root) {
        this.root = root;
    }

    /** Writes a file's content from start to end. */
    @FunctionalInterface
    interface Content {
        void write(WritableByteChannel target) throws IOException;
    }

    /**
     * The file of a name, verified.
     *
     * @param name path below the root
     * @param expectedBytes roughly the size, to see beforehand whether there is room
     * @param content called when the file is missing or damaged
     * @throws NotEnoughRoomException when the disk has no room for it
     * @throws UnwritableCacheException when it has to be built and the cache cannot be written
     */
    StoredFile obtain(Path name, long expectedBytes, Content content, ProgressListener listener) throws IOException {
        Path file = root.resolve(name);
        StoredFile known = verified.get(file);
        if (known != null && Files.exists(file)) {
            return known;
        }
        ProcessLock lock;
        try {
            lock = lock(name, listener);
        } catch (FileSystemException | LockException unwritable) {
            // A complete cache on a read-only file system needs no lock: no process can build in it.
            StoredFile whole = verify(file, listener)
                    .orElseThrow(
                            () -> new UnwritableCacheException(root, String.valueOf(name.getFileName()), unwritable));
            verified.put(file, whole);
            return whole;
        }
        try (lock) {
            Optional<StoredFile> whole = verify(file, listener);
            StoredFile stored = whole.isPresent() ? whole.get() : build(file, expectedBytes, content);
            verified.put(file, stored);
            return stored;
        }
    }

    private ProcessLock lock(Path name, ProgressListener listener) throws IOException {
        Path lock = lockFile(name);
        try {
            return ProcessLock.await(
                    lock,
                    builder(),
                    holder -> listener.note("waiting for "
                            + holder.map(building -> building.inWords(ZoneId.systemDefault()))
                                    .orElse("another process")
                            + " to build " + name.getFileName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process was building the file");
        }
    }

    /** This process as others read it in a lock that it takes. */
    static Holder builder() {
        return new Holder(ProcessHandle.current().pid(), "squeezebench, model files", Instant.now());
    }

    /** The lock of a file, in a folder that exists. */
    Path lockFile(Path name) throws IOException {
        Path locks = Files.createDirectories(root.resolve(LOCKS));
        return locks.resolve(name.getFileName() + ".lock");
    }

    private static Optional<StoredFile> verify(Path file, ProgressListener listener) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Checksum checksum = new Checksum(file);
        String computed = checksum.computed(listener);
        if (checksum.recorded().filter(computed::equals).isPresent()) {
            return Optional.of(new StoredFile(file, computed, Files.size(file)));
        }
        listener.note(file.getFileName() + " is damaged (its SHA-256 is not the recorded one): building it again");
        return Optional.empty();
    }

    private StoredFile build(Path file, long expectedBytes, Content content) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        removeLeftovers(file, folder);
        refuseWithoutRoom(folder, String.valueOf(file.getFileName()), expectedBytes);
        Path temporary = folder.resolve(temporaryPrefix(file) + UUID.randomUUID());
        try {
            MessageDigest digest = Digests.sha256();
            long bytes;
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                    OutputStream hashed = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
                content.write(Channels.newChannel(hashed));
                channel.force(true);
                bytes = channel.size();
            }
            StoredFile stored = new StoredFile(file, Digests.hex(digest.digest()), bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            new Checksum(file).write(stored.sha256());
            return stored;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What a builder that was killed left: no other process writes it, since the lock is ours. */
    private static void removeLeftovers(Path file, Path folder) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                folder, path -> path.getFileName().toString().startsWith(temporaryPrefix(file)))) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private static String temporaryPrefix(Path file) {
        return "." + file.getFileName() + ".tmp-";
    }

    /**
     * Looks at the disk before anything is written.
     *
     * @param folder where it shall be; need not exist
     * @param name what needs the room
     * @throws NotEnoughRoomException when there is not as much
     */
    static void refuseWithoutRoom(Path folder, String name, long bytes) throws NotEnoughRoomException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        // Not by Files.getFileStore, which looks for the mount point and fails in a root folder that is none.
        long free = there.toFile().getUsableSpace();
        if (free < bytes) {
            throw new NotEnoughRoomException(folder, name, bytes, free);
        }
    }
}
