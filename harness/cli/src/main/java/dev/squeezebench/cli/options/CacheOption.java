package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.store.CacheFolder;
import dev.squeezebench.workloads.store.CacheUse;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * Refuses, without making anything, what cannot be a folder.
     *
     * @throws UserException when the path, or one above it, is a file
     */
    public void check() {
        Path existing = folder().toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw UserException.usage("--cache " + Printable.text(folder().toString()) + ": '"
                    + Printable.text(existing.toString()) + "' is a file; name a folder");
        }
    }

    /**
     * Keeps the folder's files from being cleaned away until this is closed.
     *
     * @throws IOException when the folder cannot be read
     */
    public CacheUse use() throws IOException {
        return CacheUse.of(folder());
    }

    /** The folder that was named, or the user's. */
    public Path folder() {
        return cache == null ? CacheFolder.ofThisUser() : cache;
    }
}
