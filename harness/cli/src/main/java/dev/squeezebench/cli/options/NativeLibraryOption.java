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
            paramLabel = "DIR|FILE|PACKAGE",
            description = "ONNX Runtime's library in a build of your own choice, such as one with a GPU provider."
                    + " onnxruntime_gpu: that package (CUDA, TensorRT; over 600 MB), fetched by Maven's rules.")
    private @Nullable Path path;

    /** The library, its folder or the name of a package, as the user wrote it. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }
}
