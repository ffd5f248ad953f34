package dev.squeezebench.records.file;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.nio.file.Path;

/** No room for a record. What was written before is whole. */
public final class DiskFullException extends IOException implements UserError {
    private static final long serialVersionUID = 1L;

    DiskFullException(Path file, IOException cause) {
        super(
                "no room left on the disk of " + file
                        + ": what was written before is whole; free some space and go on with --resume",
                cause);
    }
}
