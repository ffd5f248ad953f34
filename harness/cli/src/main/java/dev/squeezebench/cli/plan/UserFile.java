package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.FatalError;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * A file or folder of the user that a run depends on.
 *
 * @param flag that named it, such as {@code --checkpoint}
 * @param path absolute
 * @param sha256 of all its contents when it was opened, 64 hexadecimal digits
 */
public record UserFile(String flag, Path path, String sha256) {
    public UserFile {
        path = path.toAbsolutePath().normalize();
    }

    /** Reads something of a file or folder. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads something of a file or folder that a flag named.
     *
     * @throws UserException when it cannot be read: says the flag, the path as the user wrote it, why, and what to do
     */
    static <T> T reading(String flag, Path path, Reading<T> reading) {
        String start = flag + ' ' + Printable.text(path.toString()) + ": ";
        try {
            return reading.read();
        } catch (UnreadableFileException e) {
            String own = Printable.text(String.valueOf(path.getFileName())) + ": ";
            String problem = String.valueOf(e.getMessage());
            throw new UserException(
                    ExitCode.USAGE, start + (problem.startsWith(own) ? problem.substring(own.length()) : problem), e);
        } catch (AccessDeniedException e) {
            throw new UserException(ExitCode.USAGE, start + "permission denied; make it readable", e);
        } catch (OutOfMemoryError e) {
            FatalError tooLarge = FatalError.of(e, Path.of(""), System.getenv());
            throw new UserException(tooLarge.exitCode(), start + tooLarge.line(), e);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    start + "it cannot be read (" + Printable.text(String.valueOf(e.getMessage())) + ')',
                    e);
        }
    }
}
