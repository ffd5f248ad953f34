package dev.squeezebench.cli.exit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the file system refuses, as a line with cause and remedy. Which exit code it is depends on whose file it is: the
 * temporary folder and the installation belong to this machine, every other file was named by the user.
 */
public final class FileErrors {
    /** What this command makes below the temporary folder. */
    private static final Pattern TEMPORARY =
            Pattern.compile("squeezebench-(error-|fonts-?)?[0-9]+.*|squeezebench[.]lock.*");

    private static final List<String> INSTALLED = List.of("lib", "runners", "runtime", "suites", "system");

    private final Path temporary;
    private final Path home;

    /**
     * @param temporary the system's folder for temporary files
     * @param home folder of the distribution
     */
    FileErrors(Path temporary, Path home) {
        this.temporary = temporary.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
    }

    /** Of the folders that this process has. */
    public static FileErrors ofThisProcess() {
        return new FileErrors(
                Path.of(System.getProperty("java.io.tmpdir")), Path.of(System.getProperty("squeezebench.home", ".")));
    }

    /** The line, when the operating system refused something; empty when the exception is about something else. */
    public Optional<UserException> problem(IOException e) {
        if (e instanceof FileSystemException refused) {
            return Optional.of(
                    refused.getFile() == null ? general(reason(e), e) : named(refused.getFile(), reason(e), e));
        }
        if (Stream.of(e.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("createTempFile"))) {
            return Optional.of(temporaryFolder(reason(e), e));
        }
        if (String.valueOf(e.getMessage()).startsWith("Cannot run program")) {
            return Optional.of(new UserException(
                    ExitCode.NOT_USABLE,
                    e.getMessage() + ": raise the limits that 'ulimit -a' shows, or end other programs",
                    e));
        }
        // Only the operating system's own errors are thrown by native methods.
        boolean bySystem = e.getStackTrace().length > 0 && e.getStackTrace()[0].isNativeMethod();
        return bySystem || e instanceof FileNotFoundException ? Optional.of(general(reason(e), e)) : Optional.empty();
    }

    private UserException named(String file, String reason, IOException e) {
        Path path;
        try {
            path = Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException unreadable) {
            return general("'" + file + "': " + reason, e);
        }
        if (path.equals(temporary) || isOurs(path)) {
            return temporaryFolder(reason, e);
        }
        if (INSTALLED.stream().anyMatch(folder -> path.startsWith(home.resolve(folder)))) {
            return new UserException(
                    ExitCode.NOT_USABLE, "'" + file + "': " + reason + "; unpack or build squeezebench again", e);
        }
        return UserException.usage("'" + file + "': " + reason + "; correct this, or name another file or folder", e);
    }

    private boolean isOurs(Path path) {
        return path.startsWith(temporary)
                && TEMPORARY
                        .matcher(temporary.relativize(path).getName(0).toString())
                        .matches();
    }

    private UserException temporaryFolder(String reason, IOException e) {
        return new UserException(
                ExitCode.NOT_USABLE,
                "the temporary folder '" + temporary + "' cannot be used (" + reason
                        + "): make room or permit writing there, or name another by TMPDIR=DIR",
                e);
    }

    private static UserException general(String reason, IOException e) {
        return UserException.usage(
                "a file cannot be read or written (" + reason + "): make room, or name another file or folder", e);
    }

    /** The system's own words do not repeat the file; those types that have none are named here. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "a loop of links";
        }
        if (e instanceof NotLinkException) {
            return "not a link";
        }
        String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
