package dev.squeezebench.cli.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Small checkpoints with the original implementation's outputs, from the test resources of {@code workloads}. */
public final class GoldenFolders {
    private GoldenFolders() {}

    public static Path of(String name) {
        return Path.of(System.getProperty("root.dir"), "harness/workloads/src/test/resources/goldens", name);
    }

    /** A copy under another name. */
    public static Path copy(String name, Path target) {
        try (Stream<Path> files = Files.list(of(name))) {
            Files.createDirectories(target);
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
