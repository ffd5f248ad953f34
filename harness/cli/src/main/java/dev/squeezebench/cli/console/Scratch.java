package dev.squeezebench.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what is gone when the run ends.
 *
 * @param path of the folder
 */
public record Scratch(Path path) implements AutoCloseable {
    /** A new, empty one among the system's temporary folders. */
    public static Scratch create() throws IOException {
        return new Scratch(Files.createTempDirectory("squeezebench-"));
    }

    /** Removes it with all that is in it; what another process still holds stays behind. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inside) {
                Files.deleteIfExists(each);
            }
        }
    }
}
