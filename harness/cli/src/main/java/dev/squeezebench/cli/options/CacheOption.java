package dev.squeezebench.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where model files and reference outputs are kept. */
public final class CacheOption {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder of model files and reference outputs (default: the user's cache folder).")
    private @Nullable Path cache;

    public Optional<Path> cache() {
        return Optional.ofNullable(cache);
    }
}
