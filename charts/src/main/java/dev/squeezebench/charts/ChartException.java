package dev.squeezebench.charts;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A chart that cannot be written: one line with the file, the cause and the remedy. */
public final class ChartException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public ChartException(Kind kind, String what, String remedy, IOException cause) {
        super(what + ": " + why(cause) + "; " + remedy, cause);
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /** The messages of many file exceptions are a bare path. */
    private static String why(IOException e) {
        String text = e instanceof AccessDeniedException
                ? "writing is not allowed"
                : e instanceof FileAlreadyExistsException
                        ? "a file is in the way"
                        : e instanceof NoSuchFileException
                                ? "there is no such folder, and it cannot be made"
                                : e instanceof FileSystemException failed && failed.getReason() != null
                                        ? failed.getReason()
                                        : String.valueOf(e.getMessage());
        return text.replaceAll("\\R", " ");
    }
}
