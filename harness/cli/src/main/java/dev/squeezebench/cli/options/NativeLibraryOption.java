package dev.squeezebench.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another build of a runtime's native library. */
public final class NativeLibraryOption {
    /** The flag. */
    public static final String FLAG = "--native-library";

    @Option(
            names = FLAG,
            paramLabel = "DIR|FILE",
            description = "ONNX Runtime's library in a build of your own choice, such as one with a GPU provider.")
    private @Nullable Path path;

    /** The library or its folder, as the user wrote it. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }
}
