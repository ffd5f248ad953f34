package dev.squeezebench.records.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that can be computed again from saved results: written in one step, so that it is either the old or the new one. */
public final class DerivedFile {
    private DerivedFile() {}

    /** Makes a file that is not there yet. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path next) throws IOException;
    }

    /**
     * Replaces the file; a link of its name is replaced, never followed.
     *
     * @throws IOException when it cannot be written; the old one is still there then
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, next -> Files.write(next, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Writes a file that the user named: what is no regular file, such as a terminal, a pipe or {@code /dev/null}, is written to and
     * never replaced, also where a link leads to it; of a link to a file, the file is replaced.
     *
     * @throws IOException when it cannot be written
     */
    public static void writeNamed(Path named, byte[] bytes) throws IOException {
        if (!Files.exists(named)) {
            replace(named, bytes);
        } else if (Files.isRegularFile(named)) {
            replace(named.toRealPath(), bytes);
        } else {
            Files.write(named, bytes, StandardOpenOption.WRITE);
        }
    }

    static void replace(Path file, Content content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        content.writeTo(next);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
