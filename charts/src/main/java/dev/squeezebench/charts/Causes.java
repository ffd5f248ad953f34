package dev.squeezebench.charts;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** What went wrong, in words: the messages of many file exceptions are a bare path. */
final class Causes {
    private Causes() {}

    static String oneLine(IOException e) {
        String text = e instanceof AccessDeniedException
                ? "writing is not allowed"
                : e instanceof FileAlreadyExistsException
                        ? "a file stands in the way"
                        : e instanceof FileSystemException failed && failed.getReason() != null
                                ? failed.getReason()
                                : String.valueOf(e.getMessage());
        return text.replaceAll("\\R", " ");
    }
}
