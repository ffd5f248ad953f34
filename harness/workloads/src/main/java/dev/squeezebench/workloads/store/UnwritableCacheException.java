package dev.squeezebench.workloads.store;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file has to be built, and the cache cannot be written. */
public final class UnwritableCacheException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    UnwritableCacheException(Path cache, String name, IOException cause) {
        super(
                name + " has to be built, and the cache '" + Printable.text(cache.toString()) + "' cannot be written ("
                        + reason(cause) + "): make it writable, or name another folder by --cache",
                cause);
    }

    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName().replace("Exception", "") : Printable.text(reason);
    }
}
