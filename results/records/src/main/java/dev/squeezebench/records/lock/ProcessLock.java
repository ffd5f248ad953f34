package dev.squeezebench.records.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A file that one process at a time has locked, and in it one thread.
 *
 * <p>It is the operating system's lock, so that it ends with its process however that ends. The file says who took the
 * lock last and stays behind; that it exists means nothing. What is locked are single bytes far behind the text, since
 * Windows lets no other process read locked bytes: one for the lock, one for each process that waits. Whoever waits locks
 * the byte after the last waiting one, and its turn has come when no byte before its own is locked: first come, first
 * served, and a waiting process that dies leaves the queue by itself.
 */
public final class ProcessLock implements AutoCloseable {
    private static final long LOCK = Long.MAX_VALUE - 1;
    private static final long DOOR = LOCK - 1;
    private static final long QUEUE = 1L << 62;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * The locks of this process. POSIX drops all locks of a process on a file as soon as the process closes any descriptor
     * of that file, so a locked file must not be opened again; that is so for the process and not for an object.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock if it is free and no process waits for it.
     *
     * @param file made when missing; a link is not followed
     * @param self what others read about this process
     * @return empty while another process, or thread, has it
     * @throws LockException when the file cannot be used
     */
    public static Optional<ProcessLock> tryTake(Path file, Holder self) throws LockException {
        Optional<ProcessLock> opened = opened(file);
        boolean taken = false;
        try {
            if (opened.isPresent() && opened.get().lockIfFirst()) {
                opened.get().write(self);
                taken = true;
            }
            return taken ? opened : Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            if (!taken) {
                opened.ifPresent(ProcessLock::close);
            }
        }
    }

    /**
     * Takes the lock or says who has it.
     *
     * @param what it protects, as the message says it, such as {@code the run in DIR}
     * @param remedy what to do when another process has it, such as {@code wait for its end}
     * @throws LockException when another process has it, or the file cannot be used
     */
    public static ProcessLock take(Path file, Holder self, String what, String remedy) throws LockException {
        Optional<ProcessLock> lock = tryTake(file, self);
        if (lock.isPresent()) {
            return lock.get();
        }
        throw new LockException(what + " is in use by "
                + holder(file)
                        .map(holder -> holder.inWords(ZoneId.systemDefault()))
                        .orElse("another process")
                + ": " + remedy);
    }

    /**
     * Takes the lock; processes that wait get it in the order in which they came.
     *
     * @param onWait told who has the lock when waiting begins and whenever that changes; empty where that is unknown
     * @throws LockException when the file cannot be used
     * @throws InterruptedException when interrupted while waiting
     */
    public static ProcessLock await(Path file, Holder self, Consumer<Optional<Holder>> onWait)
            throws LockException, InterruptedException {
        Waiting waiting = new Waiting(onWait);
        Optional<ProcessLock> opened = opened(file);
        while (!opened.isPresent()) {
            waiting.on(Optional.of(self));
            opened = opened(file);
        }
        ProcessLock lock = opened.get();
        boolean taken = false;
        try {
            lock.queue(self, waiting);
            taken = true;
            return lock;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while waiting for " + file);
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    /** Who took the lock last; empty where that is unknown, as for a lock of this process. */
    public static Optional<Holder> holder(Path file) throws LockException {
        Optional<ProcessLock> opened = opened(file);
        try {
            return opened.isPresent() ? opened.get().read() : Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            opened.ifPresent(ProcessLock::close);
        }
    }

    /** Frees the lock; the file stays. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is given back in any case, and the lock with it.
            return;
        } finally {
            OURS.remove(file);
        }
    }

    /** Says on whom it waits when that changes, and pauses. */
    private static final class Waiting {
        private final Consumer<Optional<Holder>> onWait;
        private Optional<Holder> told = Optional.empty();
        private boolean waits;

        Waiting(Consumer<Optional<Holder>> onWait) {
            this.onWait = onWait;
        }

        void on(Optional<Holder> holder) throws InterruptedException {
            if (!waits || !holder.equals(told)) {
                waits = true;
                told = holder;
                onWait.accept(holder);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean lockIfFirst() throws IOException {
        Optional<FileLock> door = locked(DOOR, 1);
        if (!door.isPresent()) {
            return false;
        }
        try {
            return isFree(0, LONGEST_QUEUE) && locked(LOCK, 1).isPresent();
        } finally {
            door.get().release();
        }
    }

    private void queue(Holder self, Waiting waiting) throws IOException, InterruptedException {
        Optional<FileLock> door = locked(DOOR, 1);
        while (!door.isPresent()) {
            Thread.sleep(1);
            door = locked(DOOR, 1);
        }
        int place = placeBehindAll();
        Optional<FileLock> own = locked(QUEUE + place, 1);
        door.get().release();
        if (!own.isPresent()) {
            throw new IOException("too many processes wait for it");
        }
        while (!isFree(0, place) || !locked(LOCK, 1).isPresent()) {
            waiting.on(read());
        }
        write(self);
        own.get().release();
    }

    private int placeBehindAll() throws IOException {
        int from = 0;
        int to = LONGEST_QUEUE;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (isFree(middle, LONGEST_QUEUE)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Whether no other process waits at these places. */
    private boolean isFree(int from, int to) throws IOException {
        if (from == to) {
            return true;
        }
        Optional<FileLock> probe = locked(QUEUE + from, to - from);
        if (probe.isPresent()) {
            probe.get().release();
        }
        return probe.isPresent();
    }

    private Optional<FileLock> locked(long position, long size) throws IOException {
        return Optional.ofNullable(channel.tryLock(position, size, false));
    }

    private void write(Holder self) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(self.text().getBytes(StandardCharsets.US_ASCII));
        channel.truncate(text.remaining());
        channel.write(text, 0);
    }

    private Optional<Holder> read() throws IOException {
        byte[] text = new byte[LONGEST_TEXT];
        int length = channel.read(ByteBuffer.wrap(text), 0);
        return length > 0 ? Holder.parse(new String(text, 0, length, StandardCharsets.US_ASCII)) : Optional.empty();
    }

    /** Empty when this process has the file open already. */
    private static Optional<ProcessLock> opened(Path given) throws LockException {
        Path file = given.toAbsolutePath().normalize();
        refuseOtherKinds(file);
        if (!OURS.add(file)) {
            return Optional.empty();
        }
        boolean open = false;
        try {
            ProcessLock lock = new ProcessLock(file, open(file));
            open = true;
            return Optional.of(lock);
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            if (!open) {
                OURS.remove(file);
            }
        }
    }

    private static void refuseOtherKinds(Path file) throws LockException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                String kind = attributes.isDirectory()
                        ? "it is a folder"
                        : attributes.isSymbolicLink() ? "it is a link" : "it is no regular file";
                throw new LockException(file, kind, "remove it");
            }
        } catch (LockException e) {
            throw e;
        } catch (IOException missingOrHidden) {
            // Opening it says why.
            return;
        }
    }

    /**
     * Opens first and creates only what is missing: Linux refuses to open-or-create another user's file in a sticky
     * folder (fs.protected_regular).
     */
    private static FileChannel open(Path file) throws IOException {
        try {
            return openExisting(file);
        } catch (NoSuchFileException missing) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException raced) {
                return openExisting(file);
            }
            return openExisting(file);
        }
    }

    private static FileChannel openExisting(Path file) throws IOException {
        Set<OpenOption> options = new HashSet<>();
        options.add(StandardOpenOption.READ);
        options.add(StandardOpenOption.WRITE);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options);
    }

    private static LockException unusable(Path file, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new LockException(file, "no permission", "remove it, or let this user write to it", e);
        }
        String reason = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
        String cause = e instanceof NoSuchFileException ? "its folder is missing" : reason;
        return new LockException(file, cause, "make its folder writable", e);
    }
}
