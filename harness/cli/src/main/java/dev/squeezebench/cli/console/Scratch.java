package dev.squeezebench.cli.console;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.LockException;
import dev.squeezebench.records.lock.TemporaryFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** A command's folder for temporary files, in which native libraries are unpacked too. */
public final class Scratch implements AutoCloseable {
    /** With less the children cannot even answer. */
    private static final long NEEDED_BYTES = 1 << 20;

    private final TemporaryFolder folder;

    private Scratch(TemporaryFolder folder) {
        this.folder = folder;
    }

    /**
     * A new, empty one among the system's temporary folders; what killed commands left there is removed.
     *
     * @throws UserException when the system's folder cannot be used
     */
    public static Scratch create() {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Scratch in(Path parent) {
        Holder self = MachineLock.self("squeezebench", Instant.now());
        try {
            TemporaryFolder folder = TemporaryFolder.create(parent, "run", self);
            try {
                insistOnUsable(parent, folder.path());
                folder.sweep();
                return new Scratch(folder);
            } catch (IOException | UserException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(parent, cause(e));
        }
    }

    private static void insistOnUsable(Path parent, Path folder) throws IOException {
        long free = folder.toFile().getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw unusable(parent, "has " + free / 1000 + " kB left");
        }
        Path program = Files.write(folder.resolve("program"), new byte[1]);
        if (program.toFile().setExecutable(true) && !Files.isExecutable(program)) {
            throw unusable(parent, "is mounted noexec, and native libraries are loaded from it");
        }
        Files.delete(program);
    }

    private static String cause(IOException thrown) {
        Throwable e = thrown instanceof LockException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (e instanceof AccessDeniedException) {
            return "may not be written to";
        }
        if (e instanceof NoSuchFileException) {
            return "is missing";
        }
        String reason = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
        return switch (reason) {
            case "Read-only file system" -> "is read-only";
            case "No space left on device" -> "is full";
            case "Not a directory" -> "is no folder";
            default -> "cannot be used (" + reason + ')';
        };
    }

    private static UserException unusable(Path parent, String cause) {
        return new UserException(
                ExitCode.NOT_USABLE,
                "the temporary folder " + parent + ' ' + cause
                        + ": name another by TMPDIR=DIR or JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR");
    }

    /** Where it is. */
    public Path path() {
        return folder.path();
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
