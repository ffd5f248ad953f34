package dev.squeezebench.core.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The text files in which Linux describes itself, below {@code /proc} and {@code /sys}. */
public interface SystemFiles {
    /** Text of the file without white space around it; absent where there is no such file or it may not be read. */
    Optional<String> read(String path);

    /** Names in the folder, sorted; none where there is no such folder. */
    List<String> names(String folder);

    /** The file's text as an integer; absent where it is none. */
    default Optional<Long> number(String path) {
        return read(path).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
    }

    /** Those of this machine; none on systems other than Linux. */
    static SystemFiles ofThisMachine() {
        return below(Path.of("/"));
    }

    /** Those in a folder that takes the place of a machine's root. */
    static SystemFiles below(Path root) {
        return new SystemFiles() {
            @Override
            public Optional<String> read(String path) {
                try {
                    return Optional.of(Files.readString(in(root, path), StandardCharsets.ISO_8859_1)
                            .strip());
                } catch (IOException | SecurityException notThere) {
                    return Optional.empty();
                }
            }

            @Override
            public List<String> names(String folder) {
                try (Stream<Path> entries = Files.list(in(root, folder))) {
                    return entries.map(entry -> String.valueOf(entry.getFileName()))
                            .sorted()
                            .toList();
                } catch (IOException | SecurityException notThere) {
                    return List.of();
                }
            }
        };
    }

    private static Path in(Path root, String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }
}
