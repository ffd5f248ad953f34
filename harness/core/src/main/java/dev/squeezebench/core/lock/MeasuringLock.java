package dev.squeezebench.core.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right to measure on this machine, held by one process at a time: two runs at once would measure each other.
 *
 * <p>It is the operating system's lock on a file, so that it ends with its process however that ends. The file holds the
 * process id of the last holder and stays behind; its presence means nothing. One byte far behind the text is locked, as
 * Windows lets nobody read locked bytes. One lock a process: POSIX drops all locks of a process on a file when the
 * process closes any of its descriptors of that file.
 */
public final class MeasuringLock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int LONGEST_PID = 20;

    private final FileChannel channel;

    private MeasuringLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The file all users of this machine agree on: in the temporary folder, which every one of them may write to. */
    public static Path defaultFile() {
        return Path.of(System.getProperty("java.io.tmpdir"), "squeezebench.lock");
    }

    /**
     * Takes the lock or says who has it.
     *
     * @throws MachineBusyException when another process measures
     * @throws IOException when the file cannot be used; the message names it and says what to do
     */
    public static MeasuringLock take(Path file) throws IOException, MachineBusyException {
        FileChannel channel = open(file);
        try {
            if (tryLock(channel)) {
                writePid(channel);
                return new MeasuringLock(channel);
            }
            throw new MachineBusyException(readPid(channel));
        } catch (IOException | MachineBusyException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Takes the lock, waiting for whoever has it.
     *
     * @param onWait told once, before waiting begins, the process id of the holder when it could be read
     * @throws IOException when the file cannot be used; the message names it and says what to do
     * @throws InterruptedException when interrupted while waiting
     */
    public static MeasuringLock await(Path file, Consumer<OptionalLong> onWait)
            throws IOException, InterruptedException {
        Optional<MachineBusyException> told = Optional.empty();
        while (true) {
            try {
                return take(file);
            } catch (MachineBusyException busy) {
                if (told.isEmpty()) {
                    told = Optional.of(busy);
                    onWait.accept(busy.holder());
                }
                Thread.sleep(POLL.toMillis());
            }
        }
    }

    /** Lets the next run measure. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Opens first and creates only what is missing: Linux refuses to open-or-create another user's file in a sticky
     * folder (fs.protected_regular).
     */
    private static FileChannel open(Path file) throws IOException {
        try {
            try {
                return openExisting(file);
            } catch (NoSuchFileException missing) {
                create(file);
                return openExisting(file);
            }
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "cannot lock " + file + " (no permission): remove it, or let this user write to it", e);
        } catch (IOException e) {
            throw new IOException("cannot lock " + file + " (" + e + "): make its folder writable", e);
        }
    }

    private static FileChannel openExisting(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException raced) {
            return;
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Other users of the machine take turns with this one.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void writePid(FileChannel channel) throws IOException {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid), 0);
    }

    private static OptionalLong readPid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
    }
}
