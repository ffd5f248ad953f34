package dev.squeezebench.core.process;

import dev.squeezebench.records.lock.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder, removed when it is closed.
 *
 * @param path of the folder
 */
public record WorkFolder(Path path) implements AutoCloseable {
    /** Makes a new folder in another one, which is made too when it is missing. */
    public static WorkFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new WorkFolder(
                Files.createTempDirectory(parent, TemporaryFolder.INNER).toAbsolutePath());
    }

    /**
     * Removes the folder with all that was left in it. What cannot be removed, such as a file that is still mapped on
     * Windows, stays, and goes with the parent folder: it changes nothing about what was measured.
     */
    @Override
    public void close() {
        try {
            TemporaryFolder.remove(path);
        } catch (IOException e) {
            // Stays; see above.
            return;
        }
    }
}
