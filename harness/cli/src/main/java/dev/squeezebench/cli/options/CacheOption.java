package dev.squeezebench.cli.options;

import dev.squeezebench.workloads.store.CacheFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where model files, reference outputs and unpacked libraries are kept. */
public final class CacheOption {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Folder of model files, reference outputs and unpacked libraries (default: the user's cache folder).")
    private @Nullable Path cache;

    /** The folder that was named, or the user's. */
    public Path folder() {
        return cache == null ? CacheFolder.ofThisUser() : cache;
    }
}
