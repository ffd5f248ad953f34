package dev.squeezebench.core.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is gone afterwards.
 *
 * @param path of the folder
 */
public record WorkFolder(Path path) implements AutoCloseable {
    /** Makes a new folder in another one, which is made too when it is missing. */
    public static WorkFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new WorkFolder(Files.createTempDirectory(parent, "trial-").toAbsolutePath());
    }

    /** Removes the folder with all that was left in it. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
