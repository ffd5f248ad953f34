package dev.squeezebench.core.lock;

import dev.squeezebench.records.Digests;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.LockException;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * The right to measure on this machine, or on a device that is plugged into it, which one process has at a time: two runs at
 * once would measure each other.
 */
public final class MachineLock {
    private final Path file;
    private final String what;
    private final Clock clock;

    /**
     * @param file of the lock
     * @param what it is the right to measure on
     * @param clock for the time that others read, and its zone for the time that is shown
     */
    MachineLock(Path file, String what, Clock clock) {
        this.file = file;
        this.what = what;
        this.clock = clock;
    }

    /** The lock that all users of this machine share, whatever each one's temporary folder is. */
    public static MachineLock ofThisMachine() {
        return shared("squeezebench.lock", "this machine");
    }

    /**
     * The lock of a device.
     *
     * @param id as results name it
     * @param name as people name it
     */
    public static MachineLock ofDevice(String id, String name) {
        return shared("squeezebench-" + Digests.shortHash(id) + ".lock", "device " + Printable.text(name));
    }

    private static MachineLock shared(String name, String what) {
        Path everyone = Path.of("/tmp");
        Path folder = Files.isDirectory(everyone) && Files.isWritable(everyone)
                ? everyone
                : Path.of(System.getProperty("java.io.tmpdir"));
        return new MachineLock(folder.resolve(name), what, Clock.system(ZoneId.systemDefault()));
    }

    /** This process as others read it in a lock that it takes. */
    public static Holder self(String command, Instant now) {
        return new Holder(ProcessHandle.current().pid(), command, now);
    }

    /**
     * Takes the lock, or fails when another process measures.
     *
     * @param command what this process does, such as {@code squeezebench run}, shown to processes that wait for it
     * @throws LockException when another process measures, or the file cannot be used
     */
    public ProcessLock take(String command) throws LockException {
        return take(command, "wait for its end, or leave --no-wait out to wait here");
    }

    /**
     * The same.
     *
     * @param remedy what to do where another process measures, in one clause
     */
    public ProcessLock take(String command, String remedy) throws LockException {
        share();
        return ProcessLock.take(file, self(command, clock.instant()), what, remedy);
    }

    /**
     * Takes the lock; runs that wait get it in the order in which they came.
     *
     * @param command what this process does, such as {@code squeezebench run}, shown to processes that wait for it
     * @param lines shown when waiting begins, and whenever another process measures
     * @throws LockException when the file cannot be used
     * @throws InterruptedException when interrupted while waiting
     */
    public ProcessLock await(String command, Consumer<String> lines) throws LockException, InterruptedException {
        share();
        return ProcessLock.await(
                file,
                self(command, clock.instant()),
                holder -> lines.accept("waiting for "
                        + holder.map(measuring -> measuring.inWords(clock.getZone()))
                                .orElse("another run, which measures on " + what)));
    }

    /** Other users of the machine take turns with this one. */
    private void share() {
        try {
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        } catch (IOException existsOrUnusable) {
            // Which of the two, taking the lock says.
            return;
        }
    }
}
