package dev.squeezebench.core.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder, removed when it is closed.
 *
 * @param path of the folder
 */
public record WorkFolder(Path path) implements AutoCloseable {
    /** Makes a new folder in another one, which is made too when it is missing. */
    public static WorkFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new WorkFolder(Files.createTempDirectory(parent, "trial-").toAbsolutePath());
    }

    /**
     * Removes the folder with all that was left in it. What cannot be removed, such as a file that is still mapped on
     * Windows, stays, and goes with the parent folder: it changes nothing about what was measured.
     */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            // Stays; see above.
            return;
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return removed(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return removed(folder);
        }

        private static FileVisitResult removed(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The rest is removed all the same.
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
